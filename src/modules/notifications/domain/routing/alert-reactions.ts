import type { AlertEvent } from '../../../../events/alert.events.js';
import type { AlertRow, RuleRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';
import { changeMembers, dueTime, join, keyOf, leave } from './grouping.js';
import { activeSilences, silenceOf } from './muting.js';

type Of<Type extends AlertEvent['type']> = Extract<AlertEvent, { type: Type }>['data'];

const unknownRule: RuleRow = { condition: '', threshold: null, unit: 'none', runbookUrl: null };

export function alertFired(turn: RoutingTurn, data: Of<'AlertFired'>): void {
  const known = turn.alerts.get(data.alertId);
  if (known && known.resolvedAt === null) return escalated(turn, known, data);
  const { alertId, fingerprint, ruleId, ruleName, severity, labels, annotations, value } = data;
  const alert: AlertRow = {
    ...{ alertId, fingerprint, ruleId, ruleName, severity, labels, annotations, value },
    rule: turn.rules.get(ruleId) ?? unknownRule,
    channels: [...new Set(data.channels)],
    firedAt: Date.parse(data.evaluatedAt),
    resolvedAt: null,
    acknowledgedBy: null,
    silencedBy: null,
    inhibitedBy: null,
    groups: [],
  };
  const silencedBy = silenceOf(alert, activeSilences(turn));
  turn.alerts.set(alertId, { ...alert, silencedBy });
  if (alert.channels.length === 0) turn.suppress(alert, null, 'no_channel', null);
  for (const name of alert.channels) {
    if (!tellOver(turn, alertId, name)) turn.suppress(alert, name, 'no_channel', null);
    else if (silencedBy !== null) turn.suppress(alert, name, 'silenced', silencedBy);
  }
}

/** Has an alert that fires told over a channel; false where there is none of that name that is enabled. */
export function tellOver(turn: RoutingTurn, alertId: string, name: string): boolean {
  const channel = turn.channelNamed(name);
  const alert = turn.alerts.get(alertId);
  if (!channel?.enabled || !alert) return false;
  const due = dueTime(turn, keyOf(turn, alert, channel.channelId), isImmediate(turn, alert));
  join(turn, alertId, channel, { told: false, news: null }, due);
  return true;
}

/** It has become more urgent, and is told as what it is now. */
function escalated(turn: RoutingTurn, known: AlertRow, data: Of<'AlertFired'>): void {
  const { severity, labels, annotations, value } = data;
  turn.alerts.set(known.alertId, { ...known, severity, labels, annotations, value });
  for (const key of known.groups) {
    const told = turn.members(key).get(known.alertId)?.told === true;
    if (told) changeMembers(turn, key, [known.alertId], { news: 'escalated' });
    turn.makeDue(key, turn.at);
  }
}

export function alertEnded(turn: RoutingTurn, data: Of<'AlertResolved'> | Of<'AlertPendingEnded'>): void {
  const alert = turn.alerts.get(data.alertId);
  if (!alert || alert.resolvedAt !== null) return;
  const value = 'value' in data ? data.value : null;
  turn.alerts.set(alert.alertId, { ...alert, resolvedAt: Date.parse(data.evaluatedAt), value });
  for (const key of alert.groups) turn.makeDue(key, endDue(turn, key, alert));
  if (alert.groups.length === 0) turn.alerts.delete(alert.alertId);
  releaseInhibited(turn, alert.alertId);
}

/** One fires less. The end of the whole group is told at once: it is what everybody waits for. */
function endDue(turn: RoutingTurn, key: string, alert: AlertRow): number {
  const firing = (turn.groups.get(key)?.firing ?? 1) - 1;
  turn.groups.change(key, { firing });
  return dueTime(turn, key, firing === 0 || isImmediate(turn, alert));
}

/** Those that it held back are looked at again. */
function releaseInhibited(turn: RoutingTurn, inhibitor: string): void {
  if (turn.policy.inhibitions.length === 0) return;
  for (const [, alert] of turn.alerts.all()) {
    if (alert.inhibitedBy === inhibitor) for (const key of alert.groups) turn.makeDue(key, turn.at);
  }
}

export function alertReturned(turn: RoutingTurn, { alertId, value }: Of<'AlertConditionReturned'>): void {
  if (turn.alerts.get(alertId)?.resolvedAt === null) turn.alerts.change(alertId, { value });
}

/** It is not repeated any more; PagerDuty is told, so that it pages nobody else. */
export function alertAcknowledged(turn: RoutingTurn, { alertId }: Of<'AlertAcknowledged'>, by: string): void {
  const alert = turn.alerts.get(alertId);
  if (!alert || alert.resolvedAt !== null) return;
  turn.alerts.set(alertId, { ...alert, acknowledgedBy: by });
  if (alert.acknowledgedBy !== null) return;
  for (const key of alert.groups) {
    const group = turn.groups.get(key);
    const channel = group && turn.channels.get(group.channelId);
    if (channel?.kind !== 'pagerduty' || turn.members(key).get(alertId)?.told !== true) continue;
    changeMembers(turn, key, [alertId], { news: 'acknowledged' });
    turn.makeDue(key, turn.at);
  }
}

export function acknowledgementEnded(turn: RoutingTurn, { alertId }: Of<'AlertAcknowledgementEnded'>): void {
  const alert = turn.alerts.change(alertId, { acknowledgedBy: null });
  for (const key of alert?.groups ?? []) {
    const member = turn.members(key).get(alertId);
    if (member?.news === 'acknowledged') changeMembers(turn, key, [alertId], { news: null });
    // Where it was acknowledged before anybody was told, it is told now.
    if (member?.told === false || member?.news === 'unconfirmed') turn.makeDue(key, turn.at);
  }
}

function isImmediate(turn: RoutingTurn, { severity }: AlertRow): boolean {
  return turn.policy.immediate.includes(severity);
}

/** An alert leaves every group of a channel that is gone; where none is left to tell of it, that is on record. */
export function withoutChannel(turn: RoutingTurn, channelId: string, channelName: string): void {
  for (const [key, group] of turn.groups.all()) {
    if (group.channelId !== channelId) continue;
    const members = turn
      .members(key)
      .all()
      .map(([id]) => id);
    leave(turn, key, members);
    turn.groups.delete(key);
    for (const id of members) {
      const alert = turn.alerts.get(id);
      if (alert?.resolvedAt === null && alert.groups.length === 0) {
        turn.suppress(alert, channelName, 'no_channel', null);
      }
    }
  }
}
