import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { timeZones } from './time-zones';

export interface TimeZoneSelectProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  /** A label over it; for screen readers alone unless given. */
  readonly label?: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly width?: number | string;
}

/** Whose days, weeks and months are meant. */
export function TimeZoneSelect({ value, onChange, label, description, error, width = 190 }: TimeZoneSelectProps) {
  const zones = useMemo(() => [...new Set([...timeZones(), value])], [value]);
  return (
    <Select
      {...(label === undefined ? { 'aria-label': 'Time zone' } : { label })}
      description={description}
      error={error}
      w={width}
      searchable
      limit={60}
      allowDeselect={false}
      nothingFoundMessage="No such time zone"
      data={zones}
      value={value}
      onChange={(zone) => onChange(zone ?? 'UTC')}
    />
  );
}
