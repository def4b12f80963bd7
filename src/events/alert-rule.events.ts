import { z } from 'zod';
import { alertRuleKinds, alertSeverities, displayUnits, noDataPolicies } from '../kernel/alert-vocabulary.js';
import { comparisonOperators } from '../kernel/comparison.js';
import { defineEvent, type EventOf } from './event-definition.js';

const ruleId = z.string().min(1).max(200);
/** Unique among the rules that are not deleted. */
const ruleName = z.string().min(1).max(200);
const texts = z.record(z.string().max(200), z.string().max(20_000));

/** What was filled in, for every kind but `promql`; `selector` is any PromQL that answers a vector. */
const parameters = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('threshold'),
    expression: z.string().max(100_000),
    op: z.enum(comparisonOperators),
    value: z.number(),
  }),
  z.object({
    kind: z.literal('rate'),
    selector: z.string().max(100_000),
    /** Fires when it has grown by more than this many percent within the window. */
    percent: z.number(),
    windowMs: z.int().positive(),
    onZeroBaseline: z.enum(['fire', 'ignore']),
    /** Growth that is smaller in absolute terms never fires. */
    minChange: z.number().nonnegative().optional(),
  }),
  z.object({
    kind: z.literal('absence'),
    selector: z.string().max(100_000),
    windowMs: z.int().positive(),
    /** `any`: nothing at all matches; `per_series`: a series that was there is gone. */
    mode: z.enum(['any', 'per_series']),
  }),
]);

/** A rule as it is evaluated. Durations in milliseconds. */
export const alertRuleData = z.object({
  name: ruleName,
  kind: z.enum(alertRuleKinds),
  /** PromQL: as written, or compiled from the parameters. */
  condition: z.string().min(1).max(100_000),
  parameters: parameters.nullable(),
  severity: z.enum(alertSeverities),
  /** Names of channels. */
  channels: z.array(z.string().max(200)).max(50),
  enabled: z.boolean(),
  forMs: z.int().nonnegative(),
  keepFiringForMs: z.int().nonnegative(),
  labels: texts,
  annotations: texts,
  /** Null: that of the service. */
  intervalMs: z.int().positive().nullable(),
  /** Rules of a group are evaluated one after the other, at the same moment. */
  group: z.string().min(1).max(200),
  unit: z.enum(displayUnits),
  noData: z.enum(noDataPolicies),
  runbookUrl: z.string().max(2_000).nullable(),
});
export type AlertRuleData = z.infer<typeof alertRuleData>;

export const alertRuleCreated = defineEvent({
  type: 'AlertRuleCreated',
  version: 1,
  summary: 'An alert rule was made.',
  category: 'alertRules',
  data: z.object({ ruleId, rule: alertRuleData }),
});

export const alertRuleChanged = defineEvent({
  type: 'AlertRuleChanged',
  version: 1,
  summary: 'An alert rule was changed; it is told whole, with what it was before.',
  category: 'alertRules',
  data: z.object({ ruleId, rule: alertRuleData, previous: alertRuleData }),
});

export const alertRuleEnabled = defineEvent({
  type: 'AlertRuleEnabled',
  version: 1,
  summary: 'An alert rule is evaluated from now on.',
  category: 'alertRules',
  data: z.object({ ruleId, name: ruleName }),
});

export const alertRuleDisabled = defineEvent({
  type: 'AlertRuleDisabled',
  version: 1,
  summary: 'An alert rule is evaluated no more until it is enabled again.',
  category: 'alertRules',
  data: z.object({ ruleId, name: ruleName }),
});

export const alertRuleDeleted = defineEvent({
  type: 'AlertRuleDeleted',
  version: 1,
  summary: 'An alert rule was deleted; its name is free again.',
  category: 'alertRules',
  data: z.object({ ruleId, name: ruleName }),
});

export const alertRuleEvents = [
  alertRuleCreated,
  alertRuleChanged,
  alertRuleEnabled,
  alertRuleDisabled,
  alertRuleDeleted,
] as const;
export type AlertRuleEvent = EventOf<(typeof alertRuleEvents)[number]>;
