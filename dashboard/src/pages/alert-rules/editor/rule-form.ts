import type { ApiBody } from '../../../api/api-types';
import type { Rule } from '../rule-state';

export type RuleDraft = ApiBody<'post', '/api/alerts/rules'>;
export type RuleKind = Rule['kind'];
type Parameters<K extends RuleKind> = Extract<NonNullable<Rule['parameters']>, { kind: K }>;

/** A name and its value; a list of them keeps the order in which they are typed. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** An amount as the field has it: text while it is no number yet. */
export type Amount = number | string;

/** What the fields of the form hold. Those of every kind are kept, so that trying another kind loses nothing. */
export interface RuleForm {
  readonly name: string;
  readonly kind: RuleKind;
  readonly condition: string;
  readonly threshold: {
    readonly expression: string;
    readonly op: Parameters<'threshold'>['op'];
    readonly value: Amount;
  };
  readonly rate: {
    readonly selector: string;
    readonly percent: Amount;
    readonly window: string;
    readonly onZeroBaseline: Parameters<'rate'>['onZeroBaseline'];
    readonly minChange: Amount;
  };
  readonly absence: {
    readonly selector: string;
    readonly window: string;
    readonly mode: Parameters<'absence'>['mode'];
  };
  readonly severity: Rule['severity'];
  readonly channels: readonly string[];
  readonly for: string;
  readonly keepFiringFor: string;
  readonly interval: string;
  readonly group: string;
  readonly unit: Rule['unit'];
  readonly noData: Rule['noData'];
  readonly runbookUrl: string;
  readonly labels: readonly Pair[];
  readonly annotations: readonly Pair[];
}

/** A rule that is new: it says what is usual. */
export const emptyForm: RuleForm = {
  name: '',
  kind: 'promql',
  condition: '',
  threshold: { expression: '', op: '>', value: '' },
  rate: { selector: '', percent: 50, window: '1h', onZeroBaseline: 'fire', minChange: '' },
  absence: { selector: '', window: '15m', mode: 'any' },
  severity: 'warning',
  channels: [],
  for: '0s',
  keepFiringFor: '0s',
  interval: '',
  group: 'default',
  unit: 'none',
  noData: 'keep',
  runbookUrl: '',
  labels: [],
  annotations: [{ name: 'summary', value: '' }],
};

/** The form of a rule that there is. */
export function formOf(rule: Rule): RuleForm {
  const { parameters } = rule;
  const { name, kind, condition, severity, channels, keepFiringFor, group, unit, noData } = rule;
  return {
    ...{ name, kind, condition, severity, channels, keepFiringFor, group, unit, noData },
    threshold: parameters?.kind === 'threshold' ? parameters : emptyForm.threshold,
    rate: parameters?.kind === 'rate' ? { ...parameters, minChange: parameters.minChange ?? '' } : emptyForm.rate,
    absence: parameters?.kind === 'absence' ? parameters : emptyForm.absence,
    for: rule.for,
    interval: rule.interval ?? '',
    runbookUrl: rule.runbookUrl ?? '',
    labels: pairsOf(rule.labels),
    annotations: pairsOf(rule.annotations),
  };
}

/** What the API takes. Fields that are empty are left out: it names those that must not be. */
export function draftOf(form: RuleForm): RuleDraft {
  const { severity, channels, unit, noData } = form;
  return {
    name: form.name.trim(),
    ...conditionOf(form),
    ...{ severity, channels, unit, noData },
    ...filled({
      for: form.for,
      keepFiringFor: form.keepFiringFor,
      interval: form.interval,
      group: form.group,
      runbookUrl: form.runbookUrl,
    }),
    labels: recordOf(form.labels),
    annotations: recordOf(form.annotations),
  } as RuleDraft;
}

function conditionOf({ kind, condition, threshold, rate, absence }: RuleForm) {
  if (kind === 'promql') return { kind, condition };
  if (kind === 'absence') return { kind, parameters: { ...absence, kind } };
  if (kind === 'threshold') return { kind, parameters: { ...threshold, kind, value: numberIn(threshold.value) } };
  const minChange = numberIn(rate.minChange);
  return {
    kind,
    parameters: {
      ...{ kind, selector: rate.selector, window: rate.window, onZeroBaseline: rate.onZeroBaseline },
      percent: numberIn(rate.percent),
      ...(minChange === undefined ? {} : { minChange }),
    },
  };
}

const numberIn = (amount: Amount) => (amount === '' || Number.isNaN(Number(amount)) ? undefined : Number(amount));

const filled = (texts: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );

const pairsOf = (record: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(record).map(([name, value]) => ({ name, value }));

/** A pair without a name, or an annotation without a text, is not written yet. */
const recordOf = (pairs: readonly Pair[]) =>
  Object.fromEntries(
    pairs.flatMap(({ name, value }) => (name.trim() === '' || value === '' ? [] : [[name.trim(), value]])),
  );
