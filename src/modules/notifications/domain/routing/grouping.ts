import type { NotificationPolicy } from '../../../../events/notification.events.js';
import { stableHash } from '../../../../kernel/stable-hash.js';
import { matchedLabels } from '../../../../rules/silence-matching.js';
import type { AlertRow, ChannelRow, GroupRow, Member } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';

const MAX_KEY = 500;

interface Grouping {
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
}

/** What an alert has in common with the others that it is told of together with. */
export function groupingOf(alert: AlertRow, { groupBy }: Pick<NotificationPolicy, 'groupBy'>): Grouping {
  if (groupBy === 'rule') {
    return { groupKey: `rule:${alert.ruleId}`, groupLabels: { alertname: alert.ruleName } };
  }
  const labels = matchedLabels(alert);
  const names = [...new Set(groupBy)].sort();
  const groupLabels = Object.fromEntries(names.flatMap((name) => (labels[name] ? [[name, labels[name]]] : [])));
  const whole = `labels:${JSON.stringify(groupLabels)}`;
  return { groupKey: whole.length <= MAX_KEY ? whole : `labels:${stableHash(whole)}`, groupLabels };
}

/** Puts an alert into its group in a channel, unless it is there. */
export function join(turn: RoutingTurn, alertId: string, channel: ChannelRow, member: Member, dueAt: number): void {
  const alert = turn.alerts.get(alertId);
  if (!alert) return;
  const grouping = groupingOf(alert, turn.policy);
  const key = stableHash(`${channel.channelId}\n${grouping.groupKey}`);
  const group = turn.groups.get(key) ?? newGroup(channel.channelId, grouping);
  if (turn.members(key).get(alertId)) return;
  turn.members(key).set(alertId, member);
  const firing = group.firing + (alert.resolvedAt === null ? 1 : 0);
  turn.groups.set(key, { ...group, size: group.size + 1, firing });
  turn.alerts.set(alertId, { ...alert, groups: [...alert.groups, key] });
  turn.makeDue(key, dueAt);
}

function newGroup(channelId: string, { groupKey, groupLabels }: Grouping): GroupRow {
  const empty = { dueAt: null, repeatAt: null, lastAt: null, outstanding: null, failures: 0 };
  return { channelId, groupKey, groupLabels, size: 0, firing: 0, ...empty };
}

/** Takes alerts out of a group; who has ended and is in no group any more is forgotten. */
export function leave(turn: RoutingTurn, key: string, alertIds: readonly string[]): void {
  const members = turn.members(key);
  let { size = 0, firing = 0 } = turn.groups.get(key) ?? {};
  for (const alertId of alertIds) {
    if (members.get(alertId)) {
      members.delete(alertId);
      size -= 1;
      if (turn.alerts.get(alertId)?.resolvedAt === null) firing -= 1;
    }
    const alert = turn.alerts.change(alertId, {
      groups: (turn.alerts.get(alertId)?.groups ?? []).filter((one) => one !== key),
    });
    if (alert && alert.resolvedAt !== null && alert.groups.length === 0) turn.alerts.delete(alertId);
  }
  turn.groups.change(key, { size, firing });
}

/** When a change in a group is told: what is urgent at once, other things a while after the last message. */
export function dueTime(turn: RoutingTurn, key: string | undefined, urgent: boolean): number {
  if (urgent) return turn.at;
  const { groupWaitMs, groupIntervalMs } = turn.policy;
  const group = key === undefined ? undefined : turn.groups.get(key);
  if (group?.lastAt != null) return Math.max(turn.at, group.lastAt + groupIntervalMs);
  return turn.at + groupWaitMs;
}

/** The key that the alert's group in a channel has, or would have. */
export function keyOf(turn: RoutingTurn, alert: AlertRow, channelId: string): string {
  return stableHash(`${channelId}\n${groupingOf(alert, turn.policy).groupKey}`);
}

/** Changes those of the alerts that are in the group. */
export function changeMembers(
  turn: RoutingTurn,
  key: string,
  alertIds: readonly string[],
  changes: Partial<Member>,
): void {
  const members = turn.members(key);
  for (const id of alertIds) members.change(id, changes);
}
