import { Chip, Group, Input, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { DurationField } from '../../components/duration-field';
import { fromLocalInput, toLocalInput } from '../../url/local-input';
import type { SilenceDraft, SilenceWhen } from './silence-draft';
import { weekdayNames } from './silence-words';

interface SilenceWhenFieldsProps {
  readonly draft: SilenceDraft;
  readonly onChange: (part: Partial<SilenceDraft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

const kinds: readonly { value: SilenceWhen; label: string }[] = [
  { value: 'duration', label: 'From now on' },
  { value: 'window', label: 'From … until' },
  { value: 'weekly', label: 'Every week' },
];

/** When it holds: for a while, in a window, or in windows that come back. */
export function SilenceWhenFields({ draft, onChange, faultOf }: SilenceWhenFieldsProps) {
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="When it holds"
        data={[...kinds]}
        value={draft.when}
        onChange={(when) => onChange(changeOfKind(when as SilenceWhen))}
      />
      {draft.when === 'duration' ? (
        <DurationField
          label="For"
          required
          value={draft.duration}
          onChange={(duration) => onChange({ duration })}
          error={faultOf('duration') ?? faultOf('endsAt')}
        />
      ) : null}
      {draft.when === 'window' ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
          <Instant
            label="From"
            at={draft.startsAt}
            onChange={(startsAt) => onChange({ startsAt })}
            error={faultOf('startsAt')}
          />
          <Instant
            label="Until"
            at={draft.endsAt}
            onChange={(endsAt) => onChange({ endsAt })}
            error={faultOf('endsAt')}
          />
        </SimpleGrid>
      ) : null}
      {draft.when === 'weekly' ? <Weekly draft={draft} onChange={onChange} faultOf={faultOf} /> : null}
    </Stack>
  );
}

/** What is usual for each kind, until somebody says something else. */
function changeOfKind(when: SilenceWhen): Partial<SilenceDraft> {
  if (when === 'window') return { when, startsAt: Date.now(), endsAt: Date.now() + 2 * 3_600_000 };
  return { when, duration: when === 'weekly' ? '90d' : '2h' };
}

interface InstantProps {
  readonly label: string;
  readonly at: number | undefined;
  readonly onChange: (at: number | undefined) => void;
  readonly error: string | undefined;
}

function Instant({ label, at, onChange, error }: InstantProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description="In your time zone."
      required
      withAsterisk={false}
      value={at === undefined ? '' : toLocalInput(at)}
      onChange={(event) => {
        const next = fromLocalInput(event.currentTarget.value);
        onChange(Number.isNaN(next) ? undefined : next);
      }}
      error={error}
    />
  );
}

function Weekly({ draft, onChange, faultOf }: SilenceWhenFieldsProps) {
  const zones = useMemo(
    () => [...new Set([draft.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])],
    [draft.timeZone],
  );
  return (
    <>
      <Input.Wrapper label="On" error={faultOf('recurrence.weekdays')}>
        <Chip.Group
          multiple
          value={draft.weekdays.map(String)}
          onChange={(days) => onChange({ weekdays: days.map(Number) })}
        >
          <Group gap={4} role="group" aria-label="Days on which it begins">
            {weekdayNames.map((name, index) => (
              <Chip key={name} size="xs" value={String(index + 1)}>
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        <TextInput
          type="time"
          label="At"
          description="When each window begins."
          value={draft.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
          error={faultOf('recurrence.from')}
        />
        <DurationField
          label="Each for"
          description="How long a window lasts, at most 7d."
          value={draft.lasts}
          onChange={(lasts) => onChange({ lasts })}
          error={faultOf('recurrence.duration')}
        />
        <Select
          label="Time zone"
          description="Windows begin at its local time."
          data={zones}
          searchable
          allowDeselect={false}
          limit={100}
          value={draft.timeZone}
          onChange={(zone) => onChange({ timeZone: zone ?? draft.timeZone })}
          error={faultOf('recurrence.timeZone')}
        />
        <DurationField
          label="Comes back for"
          description="Until it ends for good, as 90d or 1y."
          value={draft.duration}
          onChange={(duration) => onChange({ duration })}
          error={faultOf('duration') ?? faultOf('endsAt')}
        />
      </SimpleGrid>
    </>
  );
}
