import type { AlertRuleEvent } from '../../../../events/alert-rule.events.js';
import type { ChannelEvent } from '../../../../events/channel.events.js';
import type { SilenceEvent } from '../../../../events/silence.events.js';
import { nextSilenceChange } from '../../../../rules/silence-windows.js';
import { tellOver, withoutChannel } from './alert-reactions.js';
import { burst } from './channel-budget.js';
import { changeMembers, join } from './grouping.js';
import { activeSilences, firingAlerts, silenceOf, timesOf } from './muting.js';
import type { ChannelRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';
import { thresholdOf } from './threshold.js';
import { isHeldBack, reconsider } from './withdrawal.js';

type Of<Type extends ChannelEvent['type']> = Extract<ChannelEvent, { type: Type }>;

export function ruleTold(turn: RoutingTurn, event: AlertRuleEvent): void {
  if (event.type === 'AlertRuleDeleted') return turn.rules.delete(event.data.ruleId);
  if (event.type !== 'AlertRuleCreated' && event.type !== 'AlertRuleChanged') return;
  const { ruleId, rule } = event.data;
  const { condition, unit, runbookUrl, parameters } = rule;
  const absence = parameters?.kind === 'absence' ? { absentForMs: parameters.windowMs } : {};
  turn.rules.set(ruleId, { condition, unit, runbookUrl, threshold: thresholdOf(rule), ...absence });
}

export function silenceTold(turn: RoutingTurn, { type, data }: SilenceEvent): void {
  const { silenceId } = data;
  if (type === 'SilenceCreated') {
    const { matchers, startsAt, endsAt, recurrence } = data;
    turn.silences.set(silenceId, { matchers, startsAt, endsAt, recurrence });
  } else turn.silences.change(silenceId, { endsAt: data.endsAt });
  reviewSilences(turn);
}

/**
 * Looks at what is silenced now: an alert that still fires when its silence ends is told at once, whether it was told
 * before or not. Silences that are over are forgotten.
 */
export function reviewSilences(turn: RoutingTurn): void {
  for (const [id, silence] of turn.silences.all()) {
    if (nextSilenceChange(timesOf(silence), turn.at) === undefined) turn.silences.delete(id);
  }
  const changes = turn.silences.all().map(([, silence]) => nextSilenceChange(timesOf(silence), turn.at) ?? turn.at);
  turn.silencesReviewAt = changes.length === 0 ? null : Math.min(...changes);
  const active = activeSilences(turn);
  for (const alert of firingAlerts(turn)) {
    const silencedBy = silenceOf(alert, active);
    if (silencedBy === alert.silencedBy) continue;
    turn.alerts.set(alert.alertId, { ...alert, silencedBy });
    for (const key of alert.groups) {
      const group = turn.groups.get(key);
      const told = turn.members(key).get(alert.alertId)?.told === true;
      if (silencedBy === null) {
        changeMembers(turn, key, [alert.alertId], { news: 'silence_ended' });
        turn.makeDue(key, turn.at);
        continue;
      }
      const waiting = group?.outstanding == null ? undefined : turn.notifications.get(group.outstanding);
      if (waiting && isHeldBack(turn, waiting)) reconsider(turn, waiting);
      if (!told && group) {
        turn.suppress(alert, turn.channels.get(group.channelId)?.name ?? null, 'silenced', silencedBy);
      }
    }
  }
}

export function channelTold(turn: RoutingTurn, event: ChannelEvent): void {
  const { channelId, name } = event.data;
  switch (event.type) {
    case 'ChannelCreated':
    case 'ChannelChanged': {
      const before = turn.channels.get(channelId);
      const { kind, enabled, sendResolved, messagesPerMinute, fallback } = event.data.channel;
      const full = { tokens: burst({ kind, messagesPerMinute }), tokensAt: turn.at };
      const settings = { channelId, name, kind, enabled, sendResolved, messagesPerMinute, fallback };
      const { tokens, tokensAt, failingSince } = before ?? { ...full, failingSince: undefined };
      const failing = failingSince === undefined ? {} : { failingSince };
      turn.channels.set(channelId, { ...settings, tokens, tokensAt, throttledUntil: null, ...failing });
      if (enabled) return tryAgain(turn, channelId, name);
      return before?.enabled ? stopSending(turn, before) : undefined;
    }
    case 'ChannelDeleted': {
      const known = turn.channels.get(channelId);
      if (known) stopSending(turn, known);
      return turn.channels.delete(channelId);
    }
    case 'ChannelFailed':
    case 'ChannelRecovered':
      return healthTold(turn, event);
    default:
      return;
  }
}

function healthTold(turn: RoutingTurn, { type, data }: Of<'ChannelFailed' | 'ChannelRecovered'>): void {
  const known = turn.channels.get(data.channelId);
  if (known) {
    const { failingSince = turn.at, ...channel } = known;
    turn.channels.set(data.channelId, type === 'ChannelFailed' ? { ...channel, failingSince } : channel);
  }
  if (type === 'ChannelRecovered') tryAgain(turn, data.channelId, data.name);
}

/** What is on its way over it has no end any more, and what it would have told is its fallback's to tell. */
function stopSending(turn: RoutingTurn, { channelId, name, fallback }: ChannelRow): void {
  if (fallback !== null) {
    const instead = turn.channelNamed(fallback);
    for (const [key, group] of turn.groups.all()) {
      if (group.channelId !== channelId) continue;
      for (const [id, { told }] of turn.members(key).all()) {
        const ended = turn.alerts.get(id)?.resolvedAt !== null;
        if (!ended) tellOver(turn, id, fallback);
        else if (told && instead?.enabled) join(turn, id, instead, { told, news: null }, turn.at);
      }
    }
  }
  for (const [id, { channelId: of }] of turn.notifications.all()) if (of === channelId) turn.notifications.delete(id);
  withoutChannel(turn, channelId, name);
}

/** Somebody has looked after the channel: what it could not tell, or was not there to tell, is tried at once. */
function tryAgain(turn: RoutingTurn, channelId: string, name: string): void {
  for (const alert of firingAlerts(turn)) {
    if (alert.channels.includes(name)) tellOver(turn, alert.alertId, name);
  }
  for (const [key, { channelId: of }] of turn.groups.all()) {
    const members = of === channelId ? turn.members(key).all() : [];
    if (members.some(([, { told }]) => !told)) turn.makeDue(key, turn.at);
  }
  for (const [id, row] of turn.notifications.all()) {
    if (row.channelId === channelId && row.retryAt !== null) turn.notifications.set(id, { ...row, retryAt: turn.at });
  }
}
