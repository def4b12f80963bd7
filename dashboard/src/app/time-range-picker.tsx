import { Button, Popover, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { presets, type TimeRange, useSetTimeRange, useTimeRange } from '../url/time-range';

const AbsoluteRangeForm = lazy(() => import('./absolute-range-form'));

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
          <Suspense fallback={<Skeleton h={158} />}>
            <AbsoluteRangeForm range={range} onSet={setRange} onDone={popover.close} />
          </Suspense>
        </Stack>
      </Popover.Dropdown>
    </Popover>
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
