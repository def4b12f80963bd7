import { Kbd, Modal, Table, Title } from '@mantine/core';
import { useAllCommands } from '../components/command-registry';
import { useCallback, useSyncExternalStore } from 'react';

let open = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

const read = () => open;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the list of keys. */
export const useOpenShortcuts = () => useCallback(() => set(true), []);

/** All keys that do something just now; `?` shows it. */
export function Shortcuts() {
  const shown = useSyncExternalStore(listen, read);
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined);
  return (
    <Modal opened={shown} onClose={() => set(false)} title="Keyboard shortcuts" size="md">
      {(['Go to', 'On this page', 'Dashboard'] as const).map((group) => {
        const rows = commands.filter((command) => command.group === group);
        if (rows.length === 0) return null;
        return (
          <section key={group}>
            <Title order={3} mt="sm" mb={4}>
              {group}
            </Title>
            <Table withRowBorders={false} verticalSpacing={3} fz="sm">
              <Table.Tbody>
                {rows.map((command) => (
                  <Table.Tr key={command.id}>
                    <Table.Td>{command.label}</Table.Td>
                    <Table.Td ta="right">
                      <Keys keys={command.keys!} />
                    </Table.Td>
                  </Table.Tr>
                ))}
                {group === 'Dashboard' ? (
                  <Table.Tr>
                    <Table.Td>Search everything</Table.Td>
                    <Table.Td ta="right">
                      <Kbd>Ctrl/⌘</Kbd> <Kbd>K</Kbd>
                    </Table.Td>
                  </Table.Tr>
                ) : null}
              </Table.Tbody>
            </Table>
          </section>
        );
      })}
    </Modal>
  );
}

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <>
      {keys.split(' ').map((key, index) => (
        <Kbd key={index} ml={index === 0 ? 0 : 4}>
          {key === 'R' ? '⇧ R' : key}
        </Kbd>
      ))}
    </>
  );
}
