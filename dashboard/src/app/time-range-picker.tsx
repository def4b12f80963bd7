import { Button, Group, Popover, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { fromLocalInput, toLocalInput } from '../url/local-input';
import { presets, type TimeRange, useSetTimeRange, useTimeRange } from '../url/time-range';

/** The range of time of all charts and lists: a span back from now, or two ends. */
export function TimeRangePicker() {
  const [open, popover] = useDisclosure(false);
  const range = useTimeRange();
  const setRange = useSetTimeRange();
  return (
    <Popover opened={open} onChange={popover.toggle} position="bottom-end" width={280} trapFocus shadow="md">
      <Popover.Target>
        <Button
          leftSection={<IconClock size={14} aria-hidden />}
          onClick={popover.toggle}
          aria-label={`Range of time: ${labelOf(range)}`}
        >
          {labelOf(range)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <SimpleGrid cols={4} spacing={4} verticalSpacing={4}>
            {presets.map((preset) => (
              <Button
                key={preset}
                variant={range.relative === preset ? 'filled' : 'default'}
                aria-pressed={range.relative === preset}
                px={0}
                onClick={() => {
                  setRange(preset);
                  popover.close();
                }}
              >
                {preset}
              </Button>
            ))}
          </SimpleGrid>
          <AbsoluteRange key={`${open}`} range={range} onSet={setRange} onDone={popover.close} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface AbsoluteRangeProps {
  readonly range: TimeRange;
  readonly onSet: (range: { fromMs: number; toMs: number }) => void;
  readonly onDone: () => void;
}

function AbsoluteRange({ range, onSet, onDone }: AbsoluteRangeProps) {
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

const short = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

function labelOf({ relative, fromMs, toMs }: TimeRange): string {
  return relative === undefined ? short.formatRange(fromMs, toMs) : `Last ${relative}`;
}
