import { ActionIcon, Autocomplete, Button, Group, Input, Stack, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Pair } from './rule-form';

interface PairsFieldProps {
  readonly label: string;
  readonly description: ReactNode;
  /** What one of them is: "label". */
  readonly one: string;
  readonly pairs: readonly Pair[];
  readonly onChange: (pairs: readonly Pair[]) => void;
  readonly names: readonly string[];
  readonly error?: string | undefined;
}

/** Names with values: labels, annotations. */
export function PairsField({ label, description, one, pairs, onChange, names, error }: PairsFieldProps) {
  const change = (index: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <Input.Wrapper label={label} description={description} error={error} size="xs" labelElement="div">
      <Stack gap={6} mt={4} role="group" aria-label={label}>
        {pairs.map(({ name, value }, index) => (
          <Group key={index} gap={6} wrap="nowrap" align="flex-start">
            <Autocomplete
              aria-label={`Name of ${one} ${index + 1}`}
              placeholder="name"
              w={150}
              style={{ flex: 'none' }}
              data={names.filter((known) => known === name || !pairs.some((pair) => pair.name === known))}
              value={name}
              onChange={(next) => change(index, { name: next })}
            />
            <Textarea
              aria-label={name === '' ? `Value of ${one} ${index + 1}` : `Value of ${name}`}
              placeholder="text"
              autosize
              minRows={1}
              maxRows={6}
              style={{ flex: 1 }}
              value={value}
              onChange={(event) => change(index, { value: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${one} ${name || index + 1}`}
              onClick={() => onChange(pairs.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange([...pairs, { name: '', value: '' }])}
        >
          Add {one === 'annotation' ? 'an' : 'a'} {one}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
