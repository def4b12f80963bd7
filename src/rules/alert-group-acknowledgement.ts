import type { AlertEvent } from '../events/alert.events.js';
import { DomainError } from '../kernel/domain-error.js';
import type { AlertGroup, OpenAlert } from './alert-group.js';
import { acknowledgementEnded } from './alert-group-transitions.js';

export interface AcknowledgeAlert {
  readonly alertId: string;
  /** Id of the caller. */
  readonly by: string;
  readonly note: string | null;
  /** Milliseconds; null: until the alert is resolved. */
  readonly until: number | null;
  readonly at: number;
}

/** Somebody takes an alert that fires. By the same caller with the same words again: nothing. */
export function decideAcknowledge(state: AlertGroup, command: AcknowledgeAlert): readonly AlertEvent[] {
  const { by, note, until, at } = command;
  const alert = firing(state, command.alertId);
  if (until !== null && until <= at) {
    throw new DomainError('ACKNOWLEDGEMENT_OVER', 'until: is over already; give a time to come, or none', {
      fault: 'invalid',
      fields: [{ field: 'until', message: 'must be in the future' }],
    });
  }
  const known = alert.acknowledged;
  if (known && known.by === by && known.note === note && known.until === until) return [];
  const { ruleId, ruleName, alertId, fingerprint } = alert;
  const end = until === null ? null : new Date(until).toISOString();
  return [{ type: 'AlertAcknowledged', data: { ruleId, ruleName, alertId, fingerprint, note, until: end } }];
}

/** Whoever took it, or another, gives it back. One that nobody has: nothing. */
export function decideWithdrawAcknowledgement(state: AlertGroup, alertId: string): readonly AlertEvent[] {
  const alert = firing(state, alertId);
  return alert.acknowledged ? [acknowledgementEnded(alert, 'withdrawn')] : [];
}

function firing({ alerts }: AlertGroup, alertId: string): OpenAlert {
  for (const alert of alerts.values()) {
    if (alert.alertId !== alertId) continue;
    if (alert.phase === 'firing') return alert;
    throw new DomainError('ALERT_NOT_FIRING', `alert ${alertId} is pending: there is nothing to acknowledge yet`, {
      fault: 'conflict',
      details: { alertId, status: 'pending' },
    });
  }
  throw new DomainError('ALERT_RESOLVED', `alert ${alertId} is resolved; when it fires anew, it is another alert`, {
    fault: 'conflict',
    details: { alertId, status: 'resolved' },
  });
}
