import { z } from 'zod';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import { alertRuleKinds, alertSeverities, displayUnits, noDataPolicies } from '../kernel/alert-vocabulary.js';
import { comparisonOperators } from '../kernel/comparison.js';
import { durationText } from '../kernel/duration-text.js';

const texts = z.record(z.string(), z.string());

/** What was filled in, durations as text. */
const parameters = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('threshold'),
    expression: z.string(),
    op: z.enum(comparisonOperators),
    value: z.number(),
  }),
  z.object({
    kind: z.literal('rate'),
    selector: z.string(),
    percent: z.number(),
    window: z.string(),
    onZeroBaseline: z.enum(['fire', 'ignore']),
    minChange: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('absence'),
    selector: z.string(),
    window: z.string(),
    mode: z.enum(['any', 'per_series']),
  }),
]);

/** What a rule says, as it is answered by every route. */
export const alertRuleShape = {
  name: z.string().describe('Unique among the rules there are.'),
  kind: z.enum(alertRuleKinds),
  condition: z.string().describe('PromQL: as written, or what the parameters of the kind come to.'),
  parameters: parameters.nullable().describe('What was filled in; null for the kind `promql`.'),
  severity: z.enum(alertSeverities),
  channels: z.array(z.string()).describe('Names of channels.'),
  enabled: z.boolean(),
  for: z.string().describe('How long the condition must hold before the alert fires, as in `5m`.'),
  keepFiringFor: z.string().describe('How long an alert goes on firing after the condition has ceased to hold.'),
  labels: texts.describe('Added to the labels of the alert; templates.'),
  annotations: texts.describe('Texts for people, as `summary` and `description`; templates.'),
  interval: z.string().nullable().describe('Time between evaluations; null: that of the service.'),
  group: z.string().describe('Rules of a group are evaluated one after the other, at the same moment.'),
  unit: z.enum(displayUnits).describe('How its values are shown to people.'),
  noData: z.enum(noDataPolicies).describe('What becomes of a firing alert whose series is gone.'),
  runbookUrl: z.string().nullable(),
};

/** What a rule says, as every surface shows it. */
export function presentRuleData(rule: AlertRuleData) {
  const { forMs, keepFiringForMs, intervalMs, parameters: filledIn, ...same } = rule;
  return {
    ...same,
    parameters: filledIn && presentParameters(filledIn),
    for: durationText(forMs),
    keepFiringFor: durationText(keepFiringForMs),
    interval: intervalMs === null ? null : durationText(intervalMs),
  };
}

function presentParameters(given: NonNullable<AlertRuleData['parameters']>): z.infer<typeof parameters> {
  switch (given.kind) {
    case 'threshold':
      return given;
    case 'rate': {
      const { windowMs, minChange, ...same } = given;
      return { ...same, window: durationText(windowMs), minChange: minChange ?? null };
    }
    case 'absence': {
      const { windowMs, ...same } = given;
      return { ...same, window: durationText(windowMs) };
    }
  }
}
