import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { RelativeTime } from '../../components/relative-time';
import type { SecretChange } from './channel-form';

interface SecretFieldProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly required: boolean;
  /** When it was last set; undefined: it is not. */
  readonly setAt?: string | undefined;
  readonly change: SecretChange;
  readonly onChange: (change: SecretChange) => void;
  readonly error?: string | undefined;
}

/** A secret is written and never shown again: it stays, is replaced, or is taken away. */
export function SecretField({
  label,
  description,
  placeholder,
  required,
  setAt,
  change,
  onChange,
  error,
}: SecretFieldProps) {
  if (setAt !== undefined && change.kind !== 'set') {
    return (
      <div>
        <Text fz="xs" fw={500}>
          {label}
        </Text>
        <Group gap="xs">
          <IconLock size={14} aria-hidden />
          <Text fz="sm" c="dimmed" component="span">
            {change.kind === 'remove' ? (
              'taken away when you save'
            ) : (
              <>
                set <RelativeTime at={setAt} />
              </>
            )}
          </Text>
          <Button size="compact-xs" aria-label={`Replace ${label}`} onClick={() => onChange({ kind: 'set', text: '' })}>
            Replace
          </Button>
          {change.kind === 'remove' ? (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange({ kind: 'keep' })}>
              Keep it
            </Button>
          ) : required ? null : (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Take away ${label}`}
              onClick={() => onChange({ kind: 'remove' })}
            >
              Take away
            </Button>
          )}
        </Group>
        {error ? (
          <Text fz="xs" c="var(--bad)">
            {error}
          </Text>
        ) : null}
      </div>
    );
  }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <PasswordInput
        label={label}
        description={description ?? 'Written and never shown again.'}
        placeholder={placeholder}
        autoComplete="off"
        data-1p-ignore
        style={{ flex: 1 }}
        value={change.kind === 'set' ? change.text : ''}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange(text === '' && setAt === undefined ? { kind: 'keep' } : { kind: 'set', text });
        }}
        error={error}
      />
      {setAt === undefined ? null : <Button onClick={() => onChange({ kind: 'keep' })}>Keep the old one</Button>}
    </Group>
  );
}
