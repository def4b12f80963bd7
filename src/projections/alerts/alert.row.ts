import type { AlertEvent } from '../../events/alert.events.js';
import { streams } from '../../events/streams.js';
import { alertSeverities, type AlertSeverity, type ResolveReason } from '../../kernel/alert-vocabulary.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { TableSpec } from '../../platform/projections/projection.js';

/** A phase of an alert; milliseconds, as JSON has no times. */
export interface AlertPhase {
  readonly phase: 'pending' | 'firing';
  readonly from: number;
}

/** One alert, from pending to resolved. */
export interface AlertRow {
  readonly id: string;
  readonly rule_id: string;
  readonly rule_name: string;
  readonly fingerprint: string;
  readonly alert_group: string;
  /** `dropped`: it ended before it fired, so nobody was told. */
  readonly state: 'pending' | 'firing' | 'resolved' | 'dropped';
  /** Null until it fires. */
  readonly severity: AlertSeverity | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  /** The value at which it fired; while it is pending, at which it began. */
  readonly value: string;
  readonly active_at: Date;
  readonly fired_at: Date | null;
  /** When it fired, or, before that, began: what lists are ordered by. */
  readonly triggered_at: Date;
  readonly ended_at: Date | null;
  readonly end_reason: ResolveReason | null;
  readonly end_value: string | null;
  /** Since when its condition does not hold, although it still fires. */
  readonly cleared_since: Date | null;
  readonly acknowledged_by: string | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_until: Date | null;
  readonly acknowledgement_note: string | null;
  readonly phases: readonly AlertPhase[];
}

export const alertsTable: TableSpec<AlertRow> = {
  name: 'alerts',
  columns: {
    id: 'text',
    rule_id: 'text',
    rule_name: 'text',
    fingerprint: 'text',
    alert_group: 'text',
    state: 'text',
    severity: 'text',
    labels: 'jsonb',
    annotations: 'jsonb',
    channels: 'text[]',
    value: 'text',
    active_at: 'timestamptz',
    fired_at: 'timestamptz',
    triggered_at: 'timestamptz',
    ended_at: 'timestamptz',
    end_reason: 'text',
    end_value: 'text',
    cleared_since: 'timestamptz',
    acknowledged_by: 'text',
    acknowledged_at: 'timestamptz',
    acknowledged_until: 'timestamptz',
    acknowledgement_note: 'text',
    phases: 'jsonb',
  },
  key: ['id'],
  nullable: [
    ...(['severity', 'fired_at', 'ended_at', 'end_reason', 'end_value', 'cleared_since'] as const),
    ...(['acknowledged_by', 'acknowledged_at', 'acknowledged_until', 'acknowledgement_note'] as const),
  ],
  indexes: [
    '(triggered_at desc, id desc)',
    '(rule_id, triggered_at desc)',
    `(triggered_at desc, id desc) where state in ('pending', 'firing')`,
    '(ended_at)',
  ],
  history: true,
};

const GROUP_PREFIX = streams.alertGroup('');

const unacknowledged = {
  acknowledged_by: null,
  acknowledged_at: null,
  acknowledged_until: null,
  acknowledgement_note: null,
} as const;

/** The row after the event; total. */
export function foldAlert(row: AlertRow | undefined, recorded: RecordedEvent): AlertRow | undefined {
  const event = recorded as unknown as AlertEvent;
  switch (event.type) {
    case 'AlertPendingStarted':
      return begun(row, event, recorded);
    case 'AlertFired': {
      const { severity, annotations, channels } = event.data;
      const before = begun(row, event, recorded);
      return { ...before, severity, annotations, channels };
    }
    case 'AlertPendingEnded':
      return row && ended(row, 'dropped', event.data);
    case 'AlertResolved':
      return row && { ...ended(row, 'resolved', event.data), end_value: event.data.value };
    case 'AlertConditionCleared':
      return row && { ...row, cleared_since: new Date(event.data.evaluatedAt) };
    case 'AlertConditionReturned':
      return row && { ...row, cleared_since: null };
    case 'AlertPendingRestarted': {
      const at = new Date(event.data.evaluatedAt);
      return row && { ...row, ...unacknowledged, ...phased(row, 'pending', at), cleared_since: null, fired_at: null };
    }
    case 'AlertAcknowledged': {
      const { note, until } = event.data;
      return (
        row && {
          ...row,
          acknowledged_by: recorded.meta.actor.name,
          acknowledged_at: new Date(recorded.meta.occurredAt),
          acknowledged_until: until === null ? null : new Date(until),
          acknowledgement_note: note,
        }
      );
    }
    case 'AlertAcknowledgementEnded':
      return row && { ...row, ...unacknowledged };
    default:
      return row;
  }
}

type Beginning = Extract<AlertEvent, { type: 'AlertPendingStarted' | 'AlertFired' }>;

function begun(row: AlertRow | undefined, event: Beginning, { stream }: RecordedEvent): AlertRow {
  const { ruleId, ruleName, fingerprint, alertId, labels, value } = event.data;
  const at = new Date(event.data.evaluatedAt);
  const fires = event.type === 'AlertFired';
  const firedAt = fires ? (row?.fired_at ?? at) : null;
  return {
    ...{ id: alertId, rule_id: ruleId, rule_name: ruleName, fingerprint, labels, value },
    alert_group: stream.slice(GROUP_PREFIX.length),
    severity: severityIn(labels),
    annotations: {},
    channels: [],
    active_at: new Date(event.data.activeAt),
    fired_at: firedAt,
    triggered_at: firedAt ?? at,
    ...{ ended_at: null, end_reason: null, end_value: null, cleared_since: null },
    acknowledged_by: row?.acknowledged_by ?? null,
    acknowledged_at: row?.acknowledged_at ?? null,
    acknowledged_until: row?.acknowledged_until ?? null,
    acknowledgement_note: row?.acknowledgement_note ?? null,
    ...phased(row, fires ? 'firing' : 'pending', at),
  };
}

/** Rules give it to their alerts as a label. */
function severityIn(labels: Readonly<Record<string, string>>): AlertSeverity | null {
  return alertSeverities.find((severity) => severity === labels['severity']) ?? null;
}

function phased(row: AlertRow | undefined, phase: AlertPhase['phase'], at: Date) {
  const before = row?.phases ?? [];
  const same = before.at(-1)?.phase === phase;
  return { state: phase, phases: same ? before : [...before, { phase, from: at.getTime() }] };
}

function ended(
  row: AlertRow,
  state: 'resolved' | 'dropped',
  { evaluatedAt, reason }: { readonly evaluatedAt: string; readonly reason: ResolveReason },
): AlertRow {
  return { ...row, state, ended_at: new Date(evaluatedAt), end_reason: reason };
}
