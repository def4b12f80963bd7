import { Group, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { PromqlEditor } from '../../../charts/promql-editor';
import { DurationField } from '../../../components/duration-field';
import classes from '../remark-list.module.css';
import type { RuleForm, RuleKind } from './rule-form';
import { faultWithCaret } from './use-rule-check';

interface ConditionFieldsProps {
  readonly form: RuleForm;
  readonly onChange: (change: Partial<RuleForm>) => void;
  readonly problem: Error | undefined;
}

const kinds: readonly { value: RuleKind; label: string }[] = [
  { value: 'promql', label: 'PromQL' },
  { value: 'threshold', label: 'Threshold' },
  { value: 'rate', label: 'Growth' },
  { value: 'absence', label: 'Absence' },
];

const says: Readonly<Record<RuleKind, string>> = {
  promql: 'Every element that the condition answers is an alert.',
  threshold: 'Fires when an expression compares so with a number.',
  rate: 'Fires when something has grown by more than so many percent, against the window before.',
  absence: 'Fires when nothing new has come for so long.',
};

/** What the rule looks for: PromQL, or one of the kinds that are filled in. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { form, onChange } = props;
  const Fields = fieldsOf[form.kind];
  return (
    <Stack gap="xs">
      <div>
        <SegmentedControl
          aria-label="Kind of the rule"
          data={[...kinds]}
          value={form.kind}
          onChange={(kind) => onChange({ kind: kind as RuleKind })}
        />
        <Text fz="xs" c="dimmed" mt={4}>
          {says[form.kind]}
        </Text>
      </div>
      <Fields {...props} />
    </Stack>
  );
}

function PromqlFields({ form: { condition }, onChange, problem }: ConditionFieldsProps) {
  return (
    <Expression
      label="Condition"
      placeholder="orchestrate_queue_depth > 100"
      field="condition"
      value={condition}
      onChange={(text) => onChange({ condition: text })}
      problem={problem}
    />
  );
}

const comparisons = ['>', '>=', '<', '<=', '==', '!='] as const;

function ThresholdFields({ form: { threshold }, onChange, problem }: ConditionFieldsProps) {
  const set = (change: Partial<RuleForm['threshold']>) => onChange({ threshold: { ...threshold, ...change } });
  const fault = (name: string) => faultWithCaret(problem, `parameters.${name}`)?.message;
  return (
    <>
      <Expression
        label="Expression"
        placeholder="sum by (queue) (orchestrate_queue_depth)"
        field="parameters.expression"
        value={threshold.expression}
        onChange={(expression) => set({ expression })}
        problem={problem}
      />
      <Group gap="xs" align="flex-start">
        <Select
          label="Compares"
          w={90}
          allowDeselect={false}
          data={[...comparisons]}
          value={threshold.op}
          onChange={(op) => op && set({ op: op as (typeof comparisons)[number] })}
        />
        <NumberInput
          label="With"
          w={140}
          value={threshold.value}
          onChange={(value) => set({ value })}
          error={fault('value')}
        />
      </Group>
    </>
  );
}

function RateFields({ form: { rate }, onChange, problem }: ConditionFieldsProps) {
  const set = (change: Partial<RuleForm['rate']>) => onChange({ rate: { ...rate, ...change } });
  const fault = (name: string) => faultWithCaret(problem, `parameters.${name}`)?.message;
  return (
    <>
      <Expression
        label="Selector"
        placeholder="sum by (type) (orchestrate_agent_failures_total)"
        field="parameters.selector"
        value={rate.selector}
        onChange={(selector) => set({ selector })}
        problem={problem}
      />
      <Group gap="xs" align="flex-start">
        <NumberInput
          label="Grows by more than"
          suffix=" %"
          min={0}
          w={150}
          value={rate.percent}
          onChange={(percent) => set({ percent })}
          error={fault('percent')}
        />
        <DurationField
          label="Within"
          description={null}
          value={rate.window}
          onChange={(window) => set({ window })}
          error={fault('window')}
        />
        <NumberInput
          label="And by at least"
          placeholder="any amount"
          min={0}
          w={140}
          value={rate.minChange}
          onChange={(minChange) => set({ minChange })}
          error={fault('minChange')}
        />
        <Select
          label="From zero"
          w={170}
          allowDeselect={false}
          data={[
            { value: 'fire', label: 'counts as growth' },
            { value: 'ignore', label: 'does not count' },
          ]}
          value={rate.onZeroBaseline}
          onChange={(value) => value && set({ onZeroBaseline: value as 'fire' | 'ignore' })}
        />
      </Group>
    </>
  );
}

function AbsenceFields({ form: { absence }, onChange, problem }: ConditionFieldsProps) {
  const set = (change: Partial<RuleForm['absence']>) => onChange({ absence: { ...absence, ...change } });
  const fault = (name: string) => faultWithCaret(problem, `parameters.${name}`)?.message;
  return (
    <>
      <Expression
        label="Selector"
        placeholder='orchestrate_agent_completions_total{type="story-implementer"}'
        field="parameters.selector"
        value={absence.selector}
        onChange={(selector) => set({ selector })}
        problem={problem}
      />
      <Group gap="xs" align="flex-start">
        <DurationField
          label="Nothing new for"
          description={null}
          value={absence.window}
          onChange={(window) => set({ window })}
          error={fault('window')}
        />
        <Select
          label="Of"
          w={190}
          allowDeselect={false}
          data={[
            { value: 'any', label: 'all series together' },
            { value: 'per_series', label: 'each series by itself' },
          ]}
          value={absence.mode}
          onChange={(mode) => mode && set({ mode: mode as 'any' | 'per_series' })}
        />
      </Group>
    </>
  );
}

const fieldsOf = {
  promql: PromqlFields,
  threshold: ThresholdFields,
  rate: RateFields,
  absence: AbsenceFields,
} as const;

interface ExpressionProps {
  readonly label: string;
  readonly placeholder: string;
  readonly field: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly problem: Error | undefined;
}

/** PromQL, with the caret under what is wrong. */
function Expression({ field, problem, ...rest }: ExpressionProps) {
  const fault = faultWithCaret(problem, field);
  return (
    <div>
      <PromqlEditor {...rest} error={fault?.message} />
      {fault?.excerpt ? (
        <pre className={classes['excerpt']} tabIndex={0} aria-label="Where it is wrong">
          {fault.excerpt}
        </pre>
      ) : null}
    </div>
  );
}
