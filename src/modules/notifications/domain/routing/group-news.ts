import type { NotificationReason } from '../../../../kernel/alert-vocabulary.js';
import { changeMembers, leave } from './grouping.js';
import { firingAlerts, inhibitorOf } from './muting.js';
import type { AlertRow, ChannelRow, GroupRow, Member } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';

/** What a group has to tell. */
export interface GroupNews {
  readonly key: string;
  readonly reason: NotificationReason;
  readonly firing: readonly AlertRow[];
  readonly resolved: readonly AlertRow[];
  /** Members that are news: they were not told before, or there is something new about them. */
  readonly news: readonly string[];
}

interface Seen {
  readonly alert: AlertRow;
  readonly member: Member;
}

/**
 * What is to be told of a group now; undefined: nothing. Whoever is held back stays untold, an alert that ended before
 * anybody was told of it goes without a word, and both are on record.
 */
export function newsOf(turn: RoutingTurn, key: string, repeats: boolean): GroupNews | undefined {
  const group = turn.groups.get(key);
  const channel = group && turn.channels.get(group.channelId);
  if (!group || !channel) return undefined;
  const members = turn
    .members(key)
    .all()
    .flatMap(([id, member]) => {
      const alert = turn.alerts.get(id);
      return alert ? [{ alert, member }] : [];
    });
  const ended = members.filter(({ alert }) => alert.resolvedAt !== null);
  const firing = members.filter(({ alert }) => alert.resolvedAt === null);
  const resolved = endsToTell(turn, key, channel, ended);
  const sources = turn.policy.inhibitions.length === 0 ? [] : firingAlerts(turn);
  const active = firing.filter((seen) => !isHeld(turn, channel, seen, sources));
  const untold = active.filter(({ alert, member }) => !member.told && !isAcknowledged(turn, channel, alert));
  const anyTold = members.some(({ member }) => member.told);
  const tell = (reason: NotificationReason, seen: readonly Seen[], news: readonly Seen[]): GroupNews => ({
    key,
    reason,
    firing: seen.map(({ alert }) => alert),
    resolved,
    news: news.map(({ alert }) => alert.alertId),
  });
  const having = (news: Member['news']) => active.filter(({ member }) => member.news === news);
  const unacknowledged = active.filter(({ alert }) => alert.acknowledgedBy === null);

  const fresh = active.filter(({ member: { told, news } }) => !told || (news !== null && news !== 'acknowledged'));

  const escalated = having('escalated');
  if (escalated.length > 0) return tell('escalated', active, fresh);
  const unseen = [
    ...untold.filter(({ member }) => member.news !== 'silence_ended'),
    ...unacknowledged.filter(({ member: { told, news } }) => told && news === 'unconfirmed'),
  ];
  if (unseen.length > 0) return tell(anyTold ? 'new_alerts' : 'first', active, fresh);
  const unsilenced = having('silence_ended').filter(({ alert }) => alert.acknowledgedBy === null);
  if (unsilenced.length > 0) return tell('silence_ended', active, fresh);
  if (resolved.length > 0) return tell(firing.length > 0 ? 'some_resolved' : 'all_resolved', active, []);
  const acknowledged = having('acknowledged');
  if (acknowledged.length > 0) return tell('acknowledged', acknowledged, acknowledged);
  const toRepeat = unacknowledged.filter(({ member }) => member.told || repeats);
  return repeats && toRepeat.length > 0 ? tell('repeat', toRepeat, []) : undefined;
}

/** The ends that are told: of alerts that were told, also of those that are silenced by now. */
function endsToTell(turn: RoutingTurn, key: string, channel: ChannelRow, ended: readonly Seen[]): readonly AlertRow[] {
  const told = ended.filter(({ member }) => member.told);
  const untold = ended.filter(({ member }) => !member.told);
  for (const { alert } of untold) {
    const heldBack = alert.silencedBy !== null || alert.inhibitedBy !== null || alert.acknowledgedBy !== null;
    if (!heldBack) turn.suppress(alert, channel.name, 'superseded', null);
  }
  const silent = channel.sendResolved ? untold : ended;
  if (silent.length > 0) {
    leave(
      turn,
      key,
      silent.map(({ alert }) => alert.alertId),
    );
  }
  return channel.sendResolved ? told.map(({ alert }) => alert) : [];
}

function isHeld(
  turn: RoutingTurn,
  channel: ChannelRow,
  { alert, member }: Seen,
  sources: readonly AlertRow[],
): boolean {
  const inhibitedBy = sources.length === 0 ? null : inhibitorOf(alert, turn.policy.inhibitions, sources);
  if (inhibitedBy !== alert.inhibitedBy) turn.alerts.change(alert.alertId, { inhibitedBy });
  if (inhibitedBy !== null && !member.told) turn.suppress(alert, channel.name, 'inhibited', inhibitedBy);
  return inhibitedBy !== null || alert.silencedBy !== null;
}

/** Who was acknowledged before anybody was told needs not be told. */
function isAcknowledged(turn: RoutingTurn, channel: ChannelRow, alert: AlertRow): boolean {
  if (alert.acknowledgedBy === null) return false;
  turn.suppress(alert, channel.name, 'acknowledged', null);
  return true;
}

/** Whether news must not wait for others: a critical alert, or the end of one that people know of. */
export function isUrgent({ firing, resolved, reason }: GroupNews): boolean {
  return isCritical({ firing, reason }) || resolved.length > 0 || reason === 'acknowledged';
}

export function isCritical({ firing, reason }: Pick<GroupNews, 'firing' | 'reason'>): boolean {
  return reason !== 'repeat' && firing.some(({ severity }) => severity === 'critical');
}

/** Notes in the group that this is told of it by a message. */
export function noteTold(turn: RoutingTurn, { key, firing, news }: GroupNews, notificationId: string): void {
  changeMembers(
    turn,
    key,
    firing.map(({ alertId }) => alertId),
    { told: true },
  );
  changeMembers(turn, key, news, { news: null });
  const group = turn.groups.get(key) as GroupRow;
  const left = turn
    .members(key)
    .all()
    .some(([, { news: own }]) => own === 'acknowledged');
  turn.groups.set(key, {
    ...group,
    outstanding: notificationId,
    lastAt: turn.at,
    dueAt: left ? turn.at : null,
    repeatAt: null,
    failures: 0,
  });
}
