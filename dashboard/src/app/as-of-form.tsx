import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNow } from '../components/clock';
import { fromLocalInput, toLocalInput } from '../url/local-input';
import { useSetSearch } from '../url/search';

/** Which instant to show. */
export function AsOfForm({ asOf, onDone }: { asOf: string | undefined; onDone: () => void }) {
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
