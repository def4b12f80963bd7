import { Button, Group, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconFilterOff, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { Filters } from '../url/filters';
import classes from './filter-bar.module.css';
import { SuggestFilter } from './suggest-filter';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

export type FilterField =
  | { readonly kind: 'text'; readonly key: string; readonly label: string; readonly width?: number }
  | {
      /** Free texts, one after the other, such as `name=value`; kept as `'many'`. */
      readonly kind: 'tags';
      readonly key: string;
      readonly label: string;
      /** What is offered; anything else that is accepted may be typed. */
      readonly suggestions: readonly string[];
      readonly accepts: (text: string) => boolean;
      readonly width?: number;
    }
  | {
      /** One text, with suggestions; kept as `'one'`. */
      readonly kind: 'suggest';
      readonly key: string;
      readonly label: string;
      readonly suggestions: readonly string[];
      readonly accepts?: (text: string) => boolean;
      /** What is wrong with what it does not accept. */
      readonly hint?: string;
      readonly width?: number;
    }
  | {
      readonly kind: 'one' | 'many';
      readonly key: string;
      readonly label: string;
      readonly options: readonly FilterOption[];
      readonly width?: number;
    };

export interface FilterBarProps {
  /** What `useFilters` returned; `text` and `one` are kept as `'one'`, `many` as `'many'`. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly filters: Filters<any>;
  readonly fields: readonly FilterField[];
  /** At the right: a count, an export. */
  readonly children?: ReactNode;
}

/**
 * Filters of a list, kept in the address; folded away in a narrow window until they are asked for.
 *
 *     <FilterBar filters={filters} fields={[
 *       { kind: 'text', key: 'text', label: 'Search' },
 *       { kind: 'many', key: 'state', label: 'State', options: optionsOf(['running', 'failed']) },
 *       { kind: 'one', key: 'type', label: 'Type', options: useLabelValues('type') },
 *     ]} />
 */
export function FilterBar({ filters, fields, children }: FilterBarProps) {
  const values = filters.values as Record<string, string | string[] | undefined>;
  const set = filters.set as (change: Record<string, unknown>, options?: { replace: boolean }) => void;
  const [unfolded, setUnfolded] = useState(false);
  // One or two take no more room than the button would.
  const foldable = fields.length > 2;
  const fieldsId = useId();
  const inUse = fields.filter(({ key }) => (values[key]?.length ?? 0) > 0).length;
  return (
    <Group gap="xs" mb="sm" wrap="wrap" role="search" justify="space-between">
      <Button
        {...(foldable ? { hiddenFrom: 'sm' } : { display: 'none' })}
        variant="default"
        leftSection={<IconFilter size={14} aria-hidden />}
        aria-expanded={unfolded}
        aria-controls={fieldsId}
        onClick={() => setUnfolded(!unfolded)}
      >
        Filters{inUse === 0 ? '' : ` (${inUse})`}
      </Button>
      <Group id={fieldsId} gap="xs" wrap="wrap" {...(foldable && !unfolded ? { className: classes['folded'] } : {})}>
        {fields.map((field) => {
          const value = values[field.key];
          if (field.kind === 'text') {
            return (
              <TextFilter
                key={field.key}
                field={field}
                value={(value as string | undefined) ?? ''}
                onChange={(text) => set({ [field.key]: text || undefined }, { replace: true })}
              />
            );
          }
          if (field.kind === 'suggest') {
            const { kind: _kind, key, ...rest } = field;
            return (
              <SuggestFilter
                key={key}
                {...rest}
                value={(value as string | undefined) ?? ''}
                onChange={(text) => set({ [key]: text || undefined })}
              />
            );
          }
          if (field.kind === 'tags') {
            return (
              <TagsInput
                key={field.key}
                aria-label={field.label}
                placeholder={field.label}
                miw={field.width ?? 180}
                maw={420}
                clearable
                acceptValueOnBlur={false}
                data={[...field.suggestions]}
                value={value as string[]}
                onChange={(given) => set({ [field.key]: given.filter(field.accepts) })}
              />
            );
          }
          const shared = {
            'aria-label': field.label,
            placeholder: field.label,
            searchable: field.options.length > 8,
            clearable: true,
            w: field.width ?? 160,
          };
          return field.kind === 'one' ? (
            <Select
              key={field.key}
              {...shared}
              data={withChosen(field.options, value)}
              value={(value as string | undefined) ?? null}
              onChange={(chosen) => set({ [field.key]: chosen ?? undefined })}
            />
          ) : (
            <MultiSelect
              key={field.key}
              {...shared}
              placeholder={(value as string[]).length === 0 ? field.label : ''}
              w="auto"
              miw={field.width ?? 160}
              maw={420}
              data={withChosen(field.options, value)}
              value={value as string[]}
              onChange={(chosen) => set({ [field.key]: chosen })}
            />
          );
        })}
        {filters.active ? (
          <Button variant="subtle" leftSection={<IconFilterOff size={14} aria-hidden />} onClick={filters.clear}>
            Clear
          </Button>
        ) : null}
      </Group>
      {children}
    </Group>
  );
}

interface TextFilterProps {
  readonly field: Extract<FilterField, { kind: 'text' }>;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function TextFilter({ field, value, onChange }: TextFilterProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const tell = useDebouncedCallback((next: string) => {
    setKnown(next);
    onChange(next);
  }, 250);
  // The address may change without this field: by "back", by "clear".
  if (value !== known && text === known) {
    setKnown(value);
    setText(value);
  }
  return (
    <TextInput
      type="search"
      aria-label={field.label}
      placeholder={field.label}
      w={field.width ?? 220}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}

/** What is chosen can be seen and taken away although it is no choice (any more). */
function withChosen(options: readonly FilterOption[], value: string | string[] | undefined): FilterOption[] {
  const chosen = value === undefined ? [] : [value].flat();
  const missing = chosen.filter((one) => !options.some((option) => option.value === one));
  return [...options, ...missing.map((one) => ({ value: one, label: one }))];
}
