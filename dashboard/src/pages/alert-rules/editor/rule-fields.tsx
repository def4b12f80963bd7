import { Anchor, Autocomplete, MultiSelect, Select, SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { faultOf } from '../../../api/problem-words';
import { useApi } from '../../../api/use-api';
import { DurationField } from '../../../components/duration-field';
import { nameOptions, stateOptions } from '../../../components/filter-options';
import type { RuleForm } from './rule-form';

interface FieldsProps {
  readonly form: RuleForm;
  readonly onChange: (change: Partial<RuleForm>) => void;
  readonly problem: Error | undefined;
}

/** How urgent it is, and who is told. */
export function UrgencyFields({ form, onChange, problem }: FieldsProps) {
  const channels = useApi('/api/channels', { query: { limit: 500 } });
  const known = channels.data?.items.map(({ name }) => name) ?? [];
  const names = [...new Set([...known, ...form.channels])];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
      <Select
        label="Severity"
        description="A label of every alert."
        allowDeselect={false}
        data={stateOptions(['critical', 'error', 'warning', 'info'])}
        value={form.severity}
        onChange={(severity) => severity && onChange({ severity: severity as RuleForm['severity'] })}
      />
      <MultiSelect
        label="Channels"
        description={
          channels.data && names.length === 0 ? (
            <>
              There is none yet.{' '}
              <Anchor component={Link} to="/channels" fz="xs" underline="always">
                Set one up
              </Anchor>
            </>
          ) : (
            'Who is told; without one nobody is.'
          )
        }
        placeholder={form.channels.length === 0 ? 'nobody' : ''}
        clearable
        searchable
        data={nameOptions(names)}
        value={[...form.channels]}
        onChange={(next) => onChange({ channels: next })}
        error={faultOf(problem, 'channels')}
      />
    </SimpleGrid>
  );
}

/** How long it must hold, and how it ends. */
export function TimingFields({ form, onChange, problem }: FieldsProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
      <DurationField
        label="Must hold for"
        description="Before the alert fires; until then it is pending."
        value={form.for}
        onChange={(text) => onChange({ for: text })}
        error={faultOf(problem, 'for')}
      />
      <DurationField
        label="Keep firing for"
        description="After the condition has ceased to hold."
        value={form.keepFiringFor}
        onChange={(keepFiringFor) => onChange({ keepFiringFor })}
        error={faultOf(problem, 'keepFiringFor')}
      />
    </SimpleGrid>
  );
}

const noDataChoices = [
  { value: 'keep', label: 'keep it for two evaluations' },
  { value: 'resolve', label: 'resolve it' },
  { value: 'alert', label: 'go on firing' },
];

/** What is seldom changed. */
export function OtherFields({ form, onChange, problem }: FieldsProps) {
  const rules = useApi('/api/alerts/rules', { query: { limit: 500 } });
  const groups = [...new Set(rules.data?.items.map(({ group }) => group))].sort();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
      <Select
        label="Unit"
        description="How values are shown; changes nothing about them."
        allowDeselect={false}
        data={nameOptions(units)}
        value={form.unit}
        onChange={(unit) => unit && onChange({ unit: unit as RuleForm['unit'] })}
      />
      <Select
        label="When its series is gone"
        description="What becomes of an alert that fires."
        allowDeselect={false}
        data={noDataChoices}
        value={form.noData}
        onChange={(noData) => noData && onChange({ noData: noData as RuleForm['noData'] })}
      />
      <Autocomplete
        label="Group"
        description="Its rules are evaluated one after the other."
        data={groups}
        value={form.group}
        onChange={(group) => onChange({ group })}
        error={faultOf(problem, 'group')}
      />
      <DurationField
        label="Evaluated every"
        description="Empty: as the service does by default."
        value={form.interval}
        onChange={(interval) => onChange({ interval })}
        error={faultOf(problem, 'interval')}
      />
    </SimpleGrid>
  );
}

const units: readonly RuleForm['unit'][] = [
  'none',
  'ratio',
  'percent',
  'seconds',
  'milliseconds',
  'bytes',
  'usd',
  'tokens',
  'per_second',
];
