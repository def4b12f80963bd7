import { z } from 'zod';
import { alertRuleKinds, alertSeverities, displayUnits, noDataPolicies } from '../kernel/alert-vocabulary.js';
import { comparisonOperators } from '../kernel/comparison.js';
import { reservedAnnotations } from './rule-file-extras.js';
import { prometheusDuration } from './prometheus-duration.js';

const DURATION = 'must be a duration such as 30s, 5m or 1h30m, not negative';
const POSITIVE = 'must be a duration such as 30s, 5m or 1h30m, longer than nothing';
const duration = z.string().refine((text) => prometheusDuration(text) !== undefined, DURATION);
const positiveDuration = z.string().refine((text) => (prometheusDuration(text) ?? 0) > 0, POSITIVE);
export const MOST_PROMQL = 100_000;
const storable = (text: string) => !text.includes('\u0000') && !/\p{Cs}/u.test(text);
const UNSTORABLE = 'must not contain NUL or half of a character';
const promql = z
  .string()
  .min(1, 'must not be empty')
  .max(MOST_PROMQL, `must have at most ${MOST_PROMQL} characters`)
  .refine(storable, UNSTORABLE);

/** No control characters: names are shown in lists, messages and terminals. */
const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters');

const template = (most: number) =>
  z.string().max(most, `must have at most ${most} characters`).refine(storable, UNSTORABLE);

const own = new Set(['alertname', '__name__']);

/** Texts by the names of labels; `reserved` are names that the rule gives itself. */
const named = (most: number, reserved: ReadonlySet<string>) =>
  z.record(z.string(), template(most)).superRefine((texts, context) => {
    for (const label of Object.keys(texts)) {
      const message = reserved.has(label)
        ? 'is taken: the rule has it by itself'
        : /^[a-zA-Z_]\w{0,199}$/.test(label)
          ? undefined
          : 'is no name of a label: letters, digits and _, not beginning with a digit';
      if (message !== undefined) context.addIssue({ code: 'custom', path: [label], message });
    }
  });

/** An address, or a path beside the service; never a program (`javascript:`), and no template. */
export function isRunbookUrl(text: string): boolean {
  return text.length <= 2_000 && (/^https?:\/\/[^\s{}]+$/i.test(text) || /^[\w./#?=&%~+-]+$/.test(text));
}

const runbookUrl = z.string().trim().refine(isRunbookUrl, 'must be an http or https URL, or a path');

const common = {
  name: name.describe('Unique among the rules there are.'),
  severity: z.enum(alertSeverities).default('warning'),
  channels: z.array(name).max(50).default([]).describe('Names of channels.'),
  enabled: z.boolean().optional().describe('Absent: true for a new rule; for one that is changed, as it was.'),
  for: duration.default('0s').describe('How long the condition must hold before the alert fires.'),
  keepFiringFor: duration
    .default('0s')
    .describe('How long an alert goes on firing after the condition has ceased to hold.'),
  labels: named(2_000, own).default({}).describe('Added to the labels of the alert; templates.'),
  annotations: named(20_000, reservedAnnotations).default({}).describe('Texts for people; templates.'),
  interval: positiveDuration.nullable().default(null).describe('Time between evaluations; null: that of the service.'),
  group: name.default('default').describe('Rules of a group are evaluated one after the other, at the same moment.'),
  unit: z.enum(displayUnits).default('none').describe('How its values are shown to people; ratio: 0 to 1, as percent.'),
  noData: z.enum(noDataPolicies).default('keep').describe('What becomes of a firing alert whose series is gone.'),
  runbookUrl: runbookUrl.nullable().default(null),
};

/** Answered with every rule; may be sent back with it as long as it says what the parameters do. */
const compiled = promql.optional().describe('Follows from the parameters; when it is given it must be the same.');

export const alertRuleDraft = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...common,
      kind: z.literal('promql').optional(),
      condition: promql.describe('PromQL; the alert fires for every element that it answers.'),
      parameters: z.null().optional(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('threshold'),
      condition: compiled,
      parameters: z.strictObject({
        kind: z.literal('threshold').optional(),
        expression: promql.describe('PromQL that answers a vector.'),
        op: z.enum(comparisonOperators),
        value: z.number(),
      }),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('rate'),
      condition: compiled,
      parameters: z.strictObject({
        kind: z.literal('rate').optional(),
        selector: promql.describe('A selector, or one aggregation over it.'),
        percent: z.number().nonnegative().describe('Fires when it has grown by more than so many percent.'),
        window: positiveDuration.describe('Compared with the window of the same length before.'),
        onZeroBaseline: z
          .enum(['fire', 'ignore'])
          .default('fire')
          .describe('Whether growth from nothing, of infinite percent, fires.'),
        minChange: z.number().nonnegative().nullish().describe('Growth that is smaller in absolute terms never fires.'),
      }),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('absence'),
      condition: compiled,
      parameters: z.strictObject({
        kind: z.literal('absence').optional(),
        selector: promql.describe('The series that are to be there.'),
        window: positiveDuration.describe('For how long there is nothing new.'),
        mode: z
          .enum(['any', 'per_series'])
          .default('any')
          .describe('any: nothing at all; per_series: an alert for each series that has gone silent.'),
      }),
    }),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? `must be one of ${alertRuleKinds.join(', ')}` : undefined) },
);

/** A rule as somebody wrote it, with what was left open filled in. */
export type AlertRuleDraft = z.output<typeof alertRuleDraft>;
