import type { AlertEvent } from '../../events/alert.events.js';
import { streams } from '../../events/streams.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { TableSpec } from '../../platform/projections/projection.js';

/** One thing that happened to an alert, to a rule's evaluation or to that of its group. */
export interface AlertStepRow {
  readonly event_id: string;
  /** Null: of the rule, or of its group. */
  readonly alert_id: string | null;
  /** Null: of the group. */
  readonly rule_id: string | null;
  readonly alert_group: string;
  readonly type: AlertEvent['type'];
  /** The evaluation that found it, or when somebody did it. */
  readonly at: Date;
  readonly actor: string;
  readonly value: string | null;
  /** Why: a reason, a cause, an error, a note. */
  readonly detail: string | null;
  readonly position: string;
}

export const alertStepsTable: TableSpec<AlertStepRow> = {
  name: 'alert_steps',
  columns: {
    event_id: 'text',
    alert_id: 'text',
    rule_id: 'text',
    alert_group: 'text',
    type: 'text',
    at: 'timestamptz',
    actor: 'text',
    value: 'text',
    detail: 'text',
    position: 'text',
  },
  key: ['event_id'],
  nullable: ['alert_id', 'rule_id', 'value', 'detail'],
  indexes: ['(alert_id, position)', '(rule_id, at desc)'],
};

export function stepOf(recorded: RecordedEvent): AlertStepRow {
  const event = recorded as unknown as AlertEvent;
  const { data } = event;
  return {
    event_id: recorded.id,
    alert_id: 'alertId' in data ? data.alertId : null,
    rule_id: 'ruleId' in data ? data.ruleId : null,
    alert_group: recorded.stream.slice(streams.alertGroup('').length),
    type: event.type,
    at: new Date('evaluatedAt' in data ? data.evaluatedAt : recorded.meta.occurredAt),
    actor: recorded.meta.actor.name,
    value: 'value' in data ? data.value : null,
    detail: detailOf(event),
    position: recorded.position,
  };
}

function detailOf({ type, data }: AlertEvent): string | null {
  switch (type) {
    case 'AlertPendingEnded':
    case 'AlertResolved':
    case 'AlertAcknowledgementEnded':
      return data.reason;
    case 'AlertConditionCleared':
      return data.cause;
    case 'AlertRuleFailed':
      return data.error;
    case 'AlertAcknowledged':
      return data.note;
    case 'AlertFired':
      return data.severity;
    case 'AlertEvaluationResumed':
      return data.stoodStillSince;
    default:
      return null;
  }
}
