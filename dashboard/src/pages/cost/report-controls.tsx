import { ActionIcon, Group, SegmentedControl, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useNow } from '../../components/clock';
import { useAsOf } from '../../url/as-of';
import type { CostSearch, Period } from './cost-search';
import { hoursChoice } from './hours';
import { monthAt, monthsBefore, monthWords } from './month-words';
import { TimeZoneSelect } from './time-zone-select';

const MONTHS = 24;
const current: Readonly<Record<Period, string>> = {
  hourly: 'This hour',
  daily: 'Today',
  weekly: 'This week',
  monthly: 'This month',
};
const past: Readonly<Record<Period, string>> = {
  hourly: 'That hour',
  daily: 'That day',
  weekly: 'That week',
  monthly: 'That month',
};

/** Which time the report is of: the current day, week or month, a month of the past, or the range at the top. */
export function ReportControls({ search }: { search: CostSearch }) {
  const { period, month, isRange, tooLongForHours, tz, set } = search;
  const now = useNow();
  const asOf = useAsOf();
  const thisMonth = monthAt(asOf === undefined ? now : Date.parse(asOf), tz);
  const months = Array.from({ length: MONTHS }, (_, back) => monthsBefore(thisMonth, back));
  const known = month === undefined || months.includes(month) ? months : [month, ...months];
  const choose = (next: string | null) =>
    set({
      month: next === null || next === 'current' || next === 'range' ? undefined : next,
      span: next === 'range' ? 'range' : undefined,
    });
  const shown = month ?? thisMonth;
  return (
    <Group gap="xs" wrap="wrap" mb="xs" role="group" aria-label="Time of the report">
      <SegmentedControl
        size="xs"
        aria-label="Period"
        data={[
          hoursChoice('hourly', 'Hourly', tooLongForHours),
          { value: 'daily', label: 'Daily' },
          { value: 'weekly', label: 'Weekly' },
          { value: 'monthly', label: 'Monthly' },
        ]}
        value={period}
        onChange={(next) =>
          set({
            period: next === 'monthly' ? undefined : next,
            trend: next === 'hourly' ? 'hours' : undefined,
          })
        }
      />
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="The month before"
          onClick={() => choose(monthsBefore(shown, 1))}
        >
          <IconChevronLeft size={14} />
        </ActionIcon>
        <Select
          aria-label="Month"
          w={170}
          allowDeselect={false}
          searchable
          maxDropdownHeight={320}
          data={[
            { value: 'current', label: (asOf === undefined ? current : past)[period] },
            { value: 'range', label: 'Range at the top' },
            { group: 'Months', items: known.map((value) => ({ value, label: monthWords(value) })) },
          ]}
          value={isRange ? 'range' : (month ?? 'current')}
          onChange={choose}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label="The month after"
          disabled={month === undefined || month >= thisMonth}
          onClick={() => choose(monthsBefore(shown, -1))}
        >
          <IconChevronRight size={14} />
        </ActionIcon>
      </Group>
      <TimeZoneSelect value={tz} onChange={(zone) => set({ tz: zone === 'UTC' ? undefined : zone })} />
    </Group>
  );
}
