import { changeMembers } from './grouping.js';
import { firingAlerts, inhibitorOf } from './muting.js';
import type { AlertRow, NotificationRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';

interface Hold {
  readonly reason: 'silenced' | 'inhibited' | 'acknowledged';
  readonly because: string | null;
}

/** Why an alert that a message tells as firing is not to be told any more; undefined: it is. */
function holdOf(
  turn: RoutingTurn,
  alert: AlertRow,
  { reason }: NotificationRow,
  sources: readonly AlertRow[],
): Hold | undefined {
  if (alert.resolvedAt !== null) return undefined;
  if (alert.silencedBy !== null) return { reason: 'silenced', because: alert.silencedBy };
  const inhibitor = sources.length === 0 ? null : inhibitorOf(alert, turn.policy.inhibitions, sources);
  if (inhibitor !== null) return { reason: 'inhibited', because: inhibitor };
  // Who has acknowledged it knows of it; but others of the channel may never have seen a first message.
  const reminds = reason === 'repeat' && alert.acknowledgedBy !== null;
  return reminds ? { reason: 'acknowledged', because: null } : undefined;
}

function inhibitionSources(turn: RoutingTurn): readonly AlertRow[] {
  return turn.policy.inhibitions.length === 0 ? [] : firingAlerts(turn);
}

/** Whether a message tells of an alert that must not be told at the moment. */
export function isHeldBack(turn: RoutingTurn, row: NotificationRow): boolean {
  const sources = inhibitionSources(turn);
  return row.groups.some(({ firing }) =>
    firing.some((id) => {
      const alert = turn.alerts.get(id);
      return alert !== undefined && holdOf(turn, alert, row, sources) !== undefined;
    }),
  );
}

/** Has what a message tells looked at anew before it is tried again: it gives way to what may be told. */
export function reconsider(turn: RoutingTurn, { groups }: NotificationRow): void {
  for (const { key } of groups) turn.makeDue(key, turn.at);
}

/**
 * A message that waits to be tried again gives way to news of its group, or to silence. What it told first counts as
 * told only where it may have arrived, and even then is told again: it may not have.
 */
export function withdraw(turn: RoutingTurn, id: string, row: NotificationRow): void {
  turn.notifications.delete(id);
  const channelName = turn.channels.get(row.channelId)?.name ?? null;
  const sources = inhibitionSources(turn);
  for (const { key, firing, untold = firing } of row.groups) {
    if (row.mayHaveArrived) markUnconfirmed(turn, key, untold);
    else changeMembers(turn, key, untold, { told: false });
    for (const alertId of firing) {
      const alert = turn.alerts.get(alertId);
      if (!alert) continue;
      turn.suppress(alert, channelName, 'superseded', id);
      const hold = holdOf(turn, alert, row, sources);
      if (hold) turn.suppress(alert, channelName, hold.reason, hold.because);
    }
    const group = turn.groups.get(key);
    if (group?.outstanding !== id) continue;
    const repeatAt = row.reason === 'repeat' ? turn.at : group.repeatAt;
    turn.groups.set(key, { ...group, outstanding: null, dueAt: turn.at, repeatAt, failures: row.failures });
  }
}

function markUnconfirmed(turn: RoutingTurn, key: string, alertIds: readonly string[]): void {
  for (const id of alertIds) {
    if (turn.members(key).get(id)?.news === null) changeMembers(turn, key, [id], { news: 'unconfirmed' });
  }
}
