import { Kbd, Modal, Table, Title } from '@mantine/core';
import { useAllCommands } from '../components/command-registry';
import { Keys } from './keys';
import { showOverlay } from './overlay-state';

/** All keys that do something just now; `?` shows it. */
export default function Shortcuts() {
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined);
  return (
    <Modal opened onClose={() => showOverlay(undefined)} title="Keyboard shortcuts" size="md">
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
                    <Table.Td>Go to a page, or do something</Table.Td>
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
