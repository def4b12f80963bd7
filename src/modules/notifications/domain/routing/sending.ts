import { streams } from '../../../../events/streams.js';
import { alertSeverities, type ChannelKind } from '../../../../kernel/alert-vocabulary.js';
import type { JsonObject } from '../../../../kernel/json.js';
import { stableHash } from '../../../../kernel/stable-hash.js';
import { spend } from './channel-budget.js';
import { leave } from './grouping.js';
import { type GroupNews, noteTold } from './group-news.js';
import { messageOf } from './message.js';
import type { AlertRow, ChannelRow, Member, NotificationRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';

/**
 * Kinds whose receivers keep an incident for each alert, with the most alerts of one message: of a digest, or of more
 * alerts than fit, some would never be told, or never closed.
 */
const incidentKinds: Partial<Readonly<Record<ChannelKind, number>>> = { pagerduty: 10, alertmanager: 500 };

export function takesDigests({ kind }: ChannelRow): boolean {
  return incidentKinds[kind] === undefined;
}

/** As much of the news as one message takes; the rest stays untold, for the next. */
function fitting(channel: ChannelRow, news: GroupNews): GroupNews {
  const most = incidentKinds[channel.kind];
  if (most === undefined) return news;
  // They know what they were told; only what is new has to be told.
  const own = news.reason === 'repeat' ? news.firing : news.firing.filter(({ alertId }) => news.news.includes(alertId));
  const firing = own.slice(0, most);
  const told = new Set(firing.map(({ alertId }) => alertId));
  const resolved = news.resolved.slice(0, most - firing.length);
  return { ...news, firing, resolved, news: news.news.filter((id) => told.has(id)) };
}

function byUrgency(a: AlertRow, b: AlertRow): number {
  return alertSeverities.indexOf(a.severity) - alertSeverities.indexOf(b.severity);
}

/** Whether something new was left out. */
function isLess(told: GroupNews, whole: GroupNews | undefined): boolean {
  if (!whole) return false;
  const firing = new Set(told.firing.map(({ alertId }) => alertId));
  return told.resolved.length < whole.resolved.length || whole.news.some((id) => !firing.has(id));
}

/** Messages under way over a channel; a receiver that does not answer holds up no more than these. */
export const MAX_UNDER_WAY = 4;

export function underWay(turn: RoutingTurn, channelId: string): number {
  return turn.notifications.all().filter(([, row]) => row.channelId === channelId && row.sendingSince !== null).length;
}

/** Makes one message of the news, of one group or (a digest) of several, and has it sent. */
export function send(turn: RoutingTurn, channel: ChannelRow, parts: readonly GroupNews[]): void {
  const sorted = parts.map((news) => fitting(channel, { ...news, firing: news.firing.toSorted(byUrgency) }));
  const [first] = sorted;
  const group = first && turn.groups.get(first.key);
  if (!first || !group) return;
  const digest = sorted.length > 1;
  const reason = digest ? 'digest' : first.reason;
  const groupKey = digest ? 'digest' : group.groupKey;
  const keys = sorted.map(({ key }) => key).join();
  const id = `n-${stableHash([channel.channelId, keys, turn.at, reason].join('\n'))}`;
  const message = messageOf(turn, {
    id,
    reason,
    groupKey,
    groupLabels: digest ? {} : group.groupLabels,
    parts: sorted,
  });
  const groups = sorted.map(({ key, firing, resolved }) => ({
    key,
    firing: firing.map(({ alertId }) => alertId),
    untold: firing.flatMap(({ alertId }) => (isTold(turn.members(key).get(alertId)) ? [] : [alertId])),
    resolved: resolved.map(({ alertId }) => alertId),
  }));
  turn.record(streams.notification(id), {
    type: 'NotificationQueued',
    data: {
      notificationId: id,
      channelId: channel.channelId,
      channelName: channel.name,
      groupKey,
      reason,
      alerts: groups
        .flatMap(({ firing, resolved }) => [
          ...firing.map((alertId) => ({ alertId, status: 'firing' as const })),
          ...resolved.map((alertId) => ({ alertId, status: 'resolved' as const })),
        ])
        .slice(0, 10_000),
    },
  });
  // What a message before it may have told is not made untold by this one.
  const mayHaveArrived = sorted.some(({ key, firing }) =>
    firing.some(({ alertId }) => turn.members(key).get(alertId)?.news === 'unconfirmed'),
  );
  const failures = Math.max(...sorted.map(({ key }) => turn.groups.get(key)?.failures ?? 0));
  for (const [index, news] of sorted.entries()) {
    noteTold(turn, news, id);
    // What did not fit is told when this one has come to its end.
    if (isLess(news, parts[index])) turn.makeDue(news.key, turn.at);
  }
  const alerts = sorted.flatMap(({ firing, resolved }) => [...firing, ...resolved]);
  const row = {
    channelId: channel.channelId,
    reason,
    groups,
    queuedAt: turn.at,
    since: sinceOf(turn, sorted),
    cost: channel.kind === 'pagerduty' ? alerts.length : 1,
    messageId: id,
  };
  const begun = { attempt: 0, failures, sendingSince: null, retryAt: null, asked: 0, mayHaveArrived };
  attempt(turn, id, { ...row, ...begun }, message as unknown as JsonObject);
}

function isTold(member: Member | undefined): boolean {
  return member?.told === true && member.news !== 'unconfirmed';
}

/** When the latest of what is new came about; a repeat is due when it is made. */
function sinceOf({ at }: RoutingTurn, parts: readonly GroupNews[]): number {
  const times = parts.flatMap(({ firing, resolved, news, reason }) => [
    ...(reason === 'first' || reason === 'new_alerts'
      ? firing.filter(({ alertId }) => news.includes(alertId)).map(({ firedAt }) => firedAt)
      : []),
    ...resolved.map(({ resolvedAt }) => resolvedAt ?? at),
  ]);
  return times.length === 0 ? at : Math.min(at, Math.max(...times));
}

/** Has a message tried, for the first time or again. */
export function attempt(turn: RoutingTurn, id: string, row: NotificationRow, message?: JsonObject): void {
  const channel = turn.channels.get(row.channelId);
  if (!channel) return turn.notifications.delete(id);
  turn.channels.set(channel.channelId, { ...channel, ...spend(channel, row.cost, turn.at) });
  const next = { ...row, attempt: row.attempt + 1, sendingSince: turn.at, retryAt: null, asked: 0 };
  turn.notifications.set(id, next);
  ask(turn, id, next, message);
}

/** Nothing was heard of an attempt for long: it is asked for again, under another name. */
export function askAgain(turn: RoutingTurn, id: string, row: NotificationRow): void {
  const next = { ...row, asked: row.asked + 1, sendingSince: turn.at };
  turn.notifications.set(id, next);
  ask(turn, id, next);
}

function ask(turn: RoutingTurn, id: string, row: NotificationRow, message?: JsonObject): void {
  const channel = turn.channels.get(row.channelId);
  if (!channel) return;
  turn.intents.push({
    id: row.asked === 0 ? `${id}/${row.attempt}` : `${id}/${row.attempt}/${row.asked}`,
    topic: 'attempt',
    data: {
      notificationId: id,
      messageId: row.messageId,
      channelId: row.channelId,
      channelName: channel.name,
      fallback: channel.fallback,
      attempt: row.attempt,
      failures: row.failures,
      queuedAt: row.queuedAt,
      since: row.since,
      ...(message ? { message } : {}),
    },
  });
}

/** A message has come to its end: what it told of alerts that ended is told. */
export function settle(turn: RoutingTurn, id: string, row: NotificationRow): void {
  turn.notifications.delete(id);
  for (const { key, resolved } of row.groups) {
    leave(turn, key, resolved);
    const group = turn.groups.get(key);
    if (!group || group.outstanding !== id) continue;
    const empty = group.size === 0;
    turn.groups.set(key, {
      ...group,
      outstanding: null,
      // An empty group stays for as long as it tells when its next message may come.
      dueAt: group.dueAt ?? (empty ? (group.lastAt ?? turn.at) + turn.policy.groupIntervalMs : null),
      repeatAt: empty ? null : turn.at + turn.policy.repeatIntervalMs,
    });
  }
}
