import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fromLocalInput, toLocalInput } from '../url/local-input';
import type { TimeRange } from '../url/time-range';

interface AbsoluteRangeProps {
  readonly range: TimeRange;
  readonly onSet: (range: { fromMs: number; toMs: number }) => void;
  readonly onDone: () => void;
}

/** Two ends of a range, in the reader's time zone. */
export function AbsoluteRangeForm({ range, onSet, onDone }: AbsoluteRangeProps) {
  const [from, setFrom] = useState(toLocalInput(range.fromMs));
  const [to, setTo] = useState(toLocalInput(range.toMs));
  const [fromMs, toMs] = [fromLocalInput(from), fromLocalInput(to)];
  const valid = fromMs < toMs;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    onSet({ fromMs, toMs });
    onDone();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput type="datetime-local" label="From" value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
        <TextInput
          type="datetime-local"
          label="To"
          value={to}
          onChange={(e) => setTo(e.currentTarget.value)}
          error={valid ? undefined : 'The end must be after the beginning.'}
        />
        <Group justify="space-between">
          <Text fz="xs" c="dimmed">
            {Intl.DateTimeFormat().resolvedOptions().timeZone}
          </Text>
          <Button type="submit" variant="filled" disabled={!valid}>
            Show
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
