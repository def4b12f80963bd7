import { Autocomplete } from '@mantine/core';
import type { ReactNode } from 'react';

const offered = ['15m', '30m', '1h', '2h', '4h', '8h', '1d', '3d', '7d', '30d'];

export interface DurationFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  /** As the API takes it: `30m`, `1d12h`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: ReactNode;
  readonly required?: boolean;
}

/** A span of time: one of the usual ones, or typed. */
export function DurationField({ label, description, value, onChange, error, required = false }: DurationFieldProps) {
  return (
    <Autocomplete
      label={label}
      description={description ?? 'As 30m, 2h or 1d.'}
      size="xs"
      data={offered}
      // All of them, whatever stands there: they are choices, not completions.
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      error={error}
      required={required}
      withAsterisk={false}
    />
  );
}
