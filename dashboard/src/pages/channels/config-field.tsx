import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { ChannelField } from './channel-fields';

interface ConfigFieldProps {
  readonly field: ChannelField;
  readonly value: unknown;
  readonly onChange: (value: string | number | boolean | readonly string[]) => void;
  readonly error?: string | undefined;
}

/** One setting that may be shown. */
export function ConfigField({ field, value, onChange, error }: ConfigFieldProps) {
  const { label, description, placeholder, input } = field;
  const shared = { label, description, placeholder, error };
  if (input === 'switch') {
    return (
      <Switch label={label} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    );
  }
  if (input === 'number') return <NumberInput {...shared} value={value as number} onChange={onChange} />;
  if (input === 'list') {
    return (
      <TagsInput
        {...shared}
        placeholder={(value as string[]).length === 0 ? placeholder : ''}
        splitChars={[',', ' ', ';']}
        value={[...(value as string[])]}
        onChange={onChange}
      />
    );
  }
  if (input === 'text') {
    return <TextInput {...shared} value={value as string} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <Select
      {...shared}
      allowDeselect={false}
      data={[...input]}
      value={value as string}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  );
}
