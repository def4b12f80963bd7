import { Select } from '@mantine/core';
import type { Budget } from './budget-card';

/** How long a budget lasts before it begins anew. */
export function PeriodSelect({
  value,
  onChange,
}: {
  value: Budget['period'];
  onChange: (period: Budget['period']) => void;
}) {
  return (
    <Select
      label="Period"
      description="After it the budget begins anew"
      allowDeselect={false}
      data={[
        { value: 'daily', label: 'Day' },
        { value: 'weekly', label: 'Week, from Monday' },
        { value: 'monthly', label: 'Month' },
      ]}
      value={value}
      onChange={(period) => onChange(period ?? 'monthly')}
    />
  );
}
