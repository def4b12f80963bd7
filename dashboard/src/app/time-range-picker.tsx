import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { type TimeRange, useTimeRange } from '../url/time-range';
import { onDemand } from './on-demand';

const Opened = onDemand(() => import('./time-range-choices'));

/** The range of time of all charts and lists: a span back from now, or two ends. */
export function TimeRangePicker() {
  const range = useTimeRange();
  return (
    <Opened>
      <Button
        leftSection={<IconClock size={14} aria-hidden />}
        aria-label={`Range of time: ${labelOf(range)}`}
        aria-haspopup="dialog"
      >
        {labelOf(range)}
      </Button>
    </Opened>
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
