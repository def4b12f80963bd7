import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useNow } from '../components/clock';
import { useAsOf } from '../url/as-of';
import { fromLocalInput, toLocalInput } from '../url/local-input';
import { useSetSearch } from '../url/search';

/** Shows everything as it was known at an instant in the past. */
export function AsOfControl() {
  const [open, popover] = useDisclosure(false);
  const asOf = useAsOf();
  return (
    <Popover opened={open} onChange={popover.toggle} position="bottom-end" width={280} trapFocus shadow="md">
      <Popover.Target>
        <Tooltip label="Show the past: as of…">
          <ActionIcon
            variant={asOf === undefined ? 'subtle' : 'filled'}
            color={asOf === undefined ? 'gray' : 'yellow'}
            onClick={popover.toggle}
            aria-label="Show the past: as of"
            aria-pressed={asOf !== undefined}
          >
            <IconHistory size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <AsOfForm key={`${open}`} asOf={asOf} onDone={popover.close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function AsOfForm({ asOf, onDone }: { asOf: string | undefined; onDone: () => void }) {
  const setSearch = useSetSearch();
  const now = useNow();
  const [text, setText] = useState(() => toLocalInput(asOf === undefined ? Date.now() - 3_600_000 : Date.parse(asOf)));
  const at = fromLocalInput(text);
  const fault = Number.isNaN(at) ? 'Give a day and a time.' : at > now ? 'This is in the future.' : undefined;
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (fault !== undefined) return;
    setSearch({ asOf: new Date(at).toISOString().replace('.000Z', 'Z') });
    onDone();
  };
  return (
    <form onSubmit={show}>
      <Stack gap="xs">
        <TextInput
          type="datetime-local"
          label="As of"
          description={Intl.DateTimeFormat().resolvedOptions().timeZone}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={fault}
        />
        <Text fz="xs" c="dimmed">
          Agents, alerts, rules, silences, cost and configuration, as they were known then.
        </Text>
        <Group justify="flex-end" gap="xs">
          {asOf === undefined ? null : (
            <Button
              onClick={() => {
                setSearch({ asOf: undefined });
                onDone();
              }}
            >
              Back to now
            </Button>
          )}
          <Button type="submit" variant="filled" disabled={fault !== undefined}>
            Show
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
