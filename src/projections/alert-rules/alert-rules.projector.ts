import type { AlertRuleData, AlertRuleEvent } from '../../events/alert-rule.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, Projection, TableSpec } from '../../platform/projections/projection.js';

/** One rule that is not deleted. */
export interface AlertRuleRow {
  readonly id: string;
  readonly name: string;
  readonly kind: AlertRuleData['kind'];
  /** PromQL, of every kind. */
  readonly condition: string;
  readonly parameters: AlertRuleData['parameters'];
  readonly severity: AlertRuleData['severity'];
  readonly channels: readonly string[];
  readonly enabled: boolean;
  readonly for_ms: number;
  readonly keep_firing_for_ms: number;
  readonly labels: AlertRuleData['labels'];
  readonly annotations: AlertRuleData['annotations'];
  readonly interval_ms: number | null;
  readonly rule_group: string;
  readonly unit: AlertRuleData['unit'];
  readonly no_data: AlertRuleData['noData'];
  readonly runbook_url: string | null;
  /** Events of the rule, from 1, as a writer's `If-Match` counts them. */
  readonly revision: number;
  readonly created_at: Date;
  readonly created_by: string;
  readonly updated_at: Date;
  readonly updated_by: string;
}

export const alertRulesTable: TableSpec<AlertRuleRow> = {
  name: 'alert_rules',
  columns: {
    id: 'text',
    name: 'text',
    kind: 'text',
    condition: 'text',
    parameters: 'jsonb',
    severity: 'text',
    channels: 'text[]',
    enabled: 'boolean',
    for_ms: 'bigint',
    keep_firing_for_ms: 'bigint',
    labels: 'jsonb',
    annotations: 'jsonb',
    interval_ms: 'bigint',
    rule_group: 'text',
    unit: 'text',
    no_data: 'text',
    runbook_url: 'text',
    revision: 'bigint',
    created_at: 'timestamptz',
    created_by: 'text',
    updated_at: 'timestamptz',
    updated_by: 'text',
  },
  key: ['id'],
  nullable: ['parameters', 'interval_ms', 'runbook_url'],
  indexes: ['(name)', '(created_at desc, id desc)', '(updated_at desc, id desc)'],
  history: true,
};

const rules: FoldOutput<AlertRuleRow> = {
  kind: 'fold',
  table: alertRulesTable,
  keys: (event) => [[(event.data as unknown as AlertRuleEvent['data']).ruleId]],
  apply(row, recorded) {
    const event = recorded as unknown as AlertRuleEvent;
    switch (event.type) {
      case 'AlertRuleCreated':
        return {
          id: event.data.ruleId,
          ...columnsOf(event.data.rule),
          ...changedBy(recorded, 0),
          created_at: recorded.recordedAt,
          created_by: recorded.meta.actor.name,
        };
      case 'AlertRuleChanged':
        return row && { ...row, ...columnsOf(event.data.rule), ...changedBy(recorded, row.revision) };
      case 'AlertRuleEnabled':
        return row && { ...row, enabled: true, ...changedBy(recorded, row.revision) };
      case 'AlertRuleDisabled':
        return row && { ...row, enabled: false, ...changedBy(recorded, row.revision) };
      case 'AlertRuleDeleted':
        return undefined;
      default:
        return row;
    }
  },
};

function columnsOf(rule: AlertRuleData) {
  return {
    name: rule.name,
    kind: rule.kind,
    condition: rule.condition,
    parameters: rule.parameters,
    severity: rule.severity,
    channels: rule.channels,
    enabled: rule.enabled,
    for_ms: rule.forMs,
    keep_firing_for_ms: rule.keepFiringForMs,
    labels: rule.labels,
    annotations: rule.annotations,
    interval_ms: rule.intervalMs,
    rule_group: rule.group,
    unit: rule.unit,
    no_data: rule.noData,
    runbook_url: rule.runbookUrl,
  };
}

function changedBy(recorded: RecordedEvent, revision: number) {
  return {
    revision: revision + 1,
    updated_at: recorded.recordedAt,
    updated_by: recorded.meta.actor.name,
  };
}

/** The alert rules as they are, and as they were known at any instant. */
export const alertRulesProjection: Projection = {
  name: 'alert-rules',
  version: 1,
  types: ['AlertRuleCreated', 'AlertRuleChanged', 'AlertRuleEnabled', 'AlertRuleDisabled', 'AlertRuleDeleted'],
  outputs: [rules],
};
