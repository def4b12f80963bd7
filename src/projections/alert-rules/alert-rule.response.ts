import { z } from 'zod';
import type { AlertRuleData } from '../../events/alert-rule.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { alertRuleShape, presentRuleData } from '../../rules/rule-answer.js';
import type { AlertRuleRow } from './alert-rules.projector.js';
import { type LastEvaluation, ruleHealth, ruleHealthShape } from './rule-health.js';

export const alertRuleResponse = z.object({
  id: z.string(),
  ...alertRuleShape,
  revision: z.string().describe('The ETag without its quotes; for If-Match.'),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  ...ruleHealthShape,
});
export type AlertRuleAnswer = z.infer<typeof alertRuleResponse>;
export const alertRulesResponse = pagedSchema(alertRuleResponse);

/** A rule as it is evaluated. */
export interface RecordedAlertRule {
  readonly ruleId: string;
  readonly rule: AlertRuleData;
  readonly revision: number;
}

export function recordedRule(row: AlertRuleRow): RecordedAlertRule {
  return {
    ruleId: row.id,
    // `bigint` columns come back as text.
    revision: Number(row.revision),
    rule: {
      name: row.name,
      kind: row.kind,
      condition: row.condition,
      parameters: row.parameters,
      severity: row.severity,
      channels: [...row.channels],
      enabled: row.enabled,
      forMs: Number(row.for_ms),
      keepFiringForMs: Number(row.keep_firing_for_ms),
      labels: row.labels,
      annotations: row.annotations,
      intervalMs: row.interval_ms === null ? null : Number(row.interval_ms),
      group: row.rule_group,
      unit: row.unit,
      noData: row.no_data,
      runbookUrl: row.runbook_url,
    },
  };
}

/** A rule with how it was last evaluated. */
export interface EvaluatedRuleRow extends AlertRuleRow {
  readonly last_evaluation: LastEvaluation | null;
}

export function presentAlertRule(row: EvaluatedRuleRow): AlertRuleAnswer {
  const { ruleId, rule, revision } = recordedRule(row);
  return {
    id: ruleId,
    ...presentRuleData(rule),
    revision: String(revision),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    ...ruleHealth(row.enabled, row.last_evaluation),
  };
}
