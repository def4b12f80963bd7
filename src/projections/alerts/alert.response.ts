import { z } from 'zod';
import { alertSeverities, resolveReasons } from '../../kernel/alert-vocabulary.js';
import type { AlertRow } from './alert.row.js';
import type { AlertStepRow } from './alert-step.row.js';

/** `pending`: its condition holds, but not yet for long enough. `active`: it fires and nobody has taken it. */
export const alertStatuses = ['pending', 'active', 'acknowledged', 'silenced', 'resolved'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

const texts = z.record(z.string(), z.string());

export const storedAlert = z.object({
  id: z.string().describe('Of this occurrence: when it fires anew, it is another.'),
  ruleId: z.string(),
  ruleName: z.string(),
  group: z.string().describe('The group of rules that it is evaluated with.'),
  fingerprint: z.string().describe('The same whenever an alert with these labels fires.'),
  status: z.enum(alertStatuses),
  severity: z
    .enum(alertSeverities)
    .nullable()
    .describe('That of its rule; null while it is pending, where its label severity is another word than these.'),
  labels: texts,
  annotations: texts,
  channels: z.array(z.string()),
  value: z.string().describe('When it fired; numbers are text, for there are `+Inf` and `NaN`.'),
  pendingSince: z.string().describe('Since when its condition holds.'),
  triggeredAt: z.string().nullable().describe('When it fired; null while it is pending.'),
  conditionClearedAt: z.string().nullable().describe('Since when it fires although its condition holds no more.'),
  resolvedAt: z.string().nullable(),
  resolveReason: z.enum(resolveReasons).nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedUntil: z.string().nullable().describe('Null: until it is resolved.'),
  acknowledgementNote: z.string().nullable(),
  silencedBy: z.array(z.string()).describe('Ids of the silences that cover it.'),
});
export type StoredAlert = z.infer<typeof storedAlert> & { readonly resolvedValue: string | null };

export const alertStep = z.object({
  type: z.string().describe('The event, as in the catalogue.'),
  at: z.string(),
  by: z.string(),
  value: z.string().nullable(),
  detail: z.string().nullable().describe('A reason, a cause, an error, a note, or the severity.'),
});
export type AlertStep = z.infer<typeof alertStep>;

/** `silencedBy` as of the moment that is asked about. */
export function presentAlert(row: AlertRow, silencedBy: readonly string[]): StoredAlert {
  return {
    id: row.id,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    group: row.alert_group,
    fingerprint: row.fingerprint,
    status: statusOf(row, silencedBy),
    severity: row.severity,
    labels: row.labels,
    annotations: row.annotations,
    channels: [...row.channels],
    value: row.value,
    pendingSince: row.active_at.toISOString(),
    triggeredAt: row.fired_at?.toISOString() ?? null,
    conditionClearedAt: row.cleared_since?.toISOString() ?? null,
    resolvedAt: row.ended_at?.toISOString() ?? null,
    resolveReason: row.end_reason,
    resolvedValue: row.end_value,
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedUntil: row.acknowledged_until?.toISOString() ?? null,
    acknowledgementNote: row.acknowledgement_note,
    silencedBy: [...silencedBy],
  };
}

export function presentStep(row: AlertStepRow): AlertStep {
  const { type, at, actor, value, detail } = row;
  return { type, at: at.toISOString(), by: actor, value, detail };
}

/** In this order: whoever has taken an alert wants to see that, silenced or not. See {@link statusSql}. */
function statusOf(row: AlertRow, silencedBy: readonly string[]): AlertStatus {
  if (row.state === 'resolved' || row.state === 'dropped') return 'resolved';
  if (row.state === 'pending') return 'pending';
  if (row.acknowledged_at !== null) return 'acknowledged';
  return silencedBy.length > 0 ? 'silenced' : 'active';
}

/** The same in SQL; `silenced` is the placeholder of the ids of alerts that are covered. */
export function statusSql(silenced: string): string {
  return `case when state in ('resolved', 'dropped') then 'resolved' when state = 'pending' then 'pending'
    when acknowledged_at is not null then 'acknowledged' when id = any(${silenced}::text[]) then 'silenced'
    else 'active' end`;
}
