import type { NotificationEvent } from '../../../../events/notification.events.js';
import { tellInstead } from './fallback.js';
import { changeMembers } from './grouping.js';
import type { NotificationRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';
import { attempt, settle } from './sending.js';

type Of<Type extends NotificationEvent['type']> = Extract<NotificationEvent, { type: Type }>['data'];

/** Of those that are queued only what somebody has sent again is news. */
export function notificationQueued(turn: RoutingTurn, data: Of<'NotificationQueued'>): void {
  if (data.resendOf === undefined || turn.notifications.get(data.notificationId)) return;
  attempt(turn, data.notificationId, {
    channelId: data.channelId,
    reason: data.reason,
    groups: [],
    queuedAt: turn.at,
    since: turn.at,
    cost: 1,
    messageId: data.resendOf,
    attempt: 0,
    failures: 0,
    sendingSince: null,
    retryAt: null,
    asked: 0,
    mayHaveArrived: false,
  });
}

export function notificationSent(turn: RoutingTurn, { notificationId }: Of<'NotificationSent'>): void {
  const row = turn.notifications.get(notificationId);
  if (row) settle(turn, notificationId, row);
}

export function notificationFailed(turn: RoutingTurn, data: Of<'NotificationFailed'>): void {
  const row = turn.notifications.get(data.notificationId);
  if (!row || data.attempt !== row.attempt) return;
  const throttledUntil = data.throttledUntil === undefined ? null : Date.parse(data.throttledUntil);
  const channel = turn.channels.get(row.channelId);
  if (channel && throttledUntil !== null) {
    const until = Math.max(channel.throttledUntil ?? 0, throttledUntil);
    turn.channels.set(channel.channelId, { ...channel, throttledUntil: until });
  }
  if (data.retryAt === null) return givenUp(turn, data, row);
  turn.notifications.set(data.notificationId, {
    ...row,
    sendingSince: null,
    retryAt: Date.parse(data.retryAt),
    failures: row.failures + 1,
    mayHaveArrived: row.mayHaveArrived || throttledUntil === null,
  });
}

/**
 * Its alerts are told over the fallback instead, their ends too. On the channel itself they count as not told: they are
 * tried again when the channel is changed or recovers, at the latest when they would be repeated.
 */
function givenUp(
  turn: RoutingTurn,
  { notificationId, fallback }: Of<'NotificationFailed'>,
  row: NotificationRow,
): void {
  const instead = fallback === null ? undefined : turn.channelNamed(fallback);
  if (instead?.enabled) tellInstead(turn, row, instead);
  for (const { key, firing } of row.groups) changeMembers(turn, key, firing, { told: false });
  settle(turn, notificationId, row);
}
