import type { AlertEvent } from '../../../../events/alert.events.js';
import type { AlertRuleEvent } from '../../../../events/alert-rule.events.js';
import type { ChannelEvent } from '../../../../events/channel.events.js';
import type { NotificationEvent } from '../../../../events/notification.events.js';
import type { SilenceEvent } from '../../../../events/silence.events.js';
import type { RecordedEvent } from '../../../../kernel/event.js';
import { acknowledgementEnded, alertAcknowledged, alertEnded, alertFired, alertReturned } from './alert-reactions.js';
import { flushChannel, isThrottled } from './channel-flush.js';
import { fallbackDue, tellOverFallbacks } from './fallback.js';
import { notificationFailed, notificationQueued, notificationSent } from './delivery-reactions.js';
import type { NotificationRow } from './routing-rows.js';
import { type RoutingIntent, RoutingTurn, type Rows } from './routing-turn.js';
import { attempt, askAgain, MAX_UNDER_WAY, underWay } from './sending.js';
import { channelTold, reviewSilences, ruleTold, silenceTold } from './settings-reactions.js';
import { isHeldBack, reconsider } from './withdrawal.js';

type RoutingEvent = AlertEvent | AlertRuleEvent | ChannelEvent | NotificationEvent | SilenceEvent;
type RoutingType = RoutingEvent['type'];

/** An attempt that nothing was heard of for so long is asked for again. */
const UNHEARD_MS = 10 * 60_000;

const settings = [
  'AlertRuleCreated',
  'AlertRuleChanged',
  'AlertRuleDeleted',
  'ChannelCreated',
  'ChannelChanged',
  'ChannelDeleted',
  'SilenceCreated',
  'SilenceEnded',
  'NotificationPolicyChanged',
] as const satisfies readonly RoutingType[];

const happenings = [
  'AlertFired',
  'AlertConditionReturned',
  'AlertPendingEnded',
  'AlertResolved',
  'AlertAcknowledged',
  'AlertAcknowledgementEnded',
  'ChannelFailed',
  'ChannelRecovered',
  'NotificationQueued',
  'NotificationSent',
  'NotificationFailed',
] as const satisfies readonly RoutingType[];

function react(turn: RoutingTurn, recorded: RecordedEvent): void {
  const event = recorded as unknown as RoutingEvent;
  switch (event.type) {
    case 'AlertFired':
      return alertFired(turn, event.data);
    case 'AlertResolved':
    case 'AlertPendingEnded':
      return alertEnded(turn, event.data);
    case 'AlertConditionReturned':
      return alertReturned(turn, event.data);
    case 'AlertAcknowledged':
      return alertAcknowledged(turn, event.data, recorded.meta.actor.name);
    case 'AlertAcknowledgementEnded':
      return acknowledgementEnded(turn, event.data);
    case 'SilenceCreated':
    case 'SilenceEnded':
      return silenceTold(turn, event);
    case 'NotificationQueued':
      return notificationQueued(turn, event.data);
    case 'NotificationSent':
      return notificationSent(turn, event.data);
    case 'NotificationFailed':
      return notificationFailed(turn, event.data);
    case 'NotificationPolicyChanged':
      return policyChanged(turn, event.data);
    case 'AlertRuleCreated':
    case 'AlertRuleChanged':
    case 'AlertRuleDeleted':
      return ruleTold(turn, event);
    case 'ChannelCreated':
    case 'ChannelChanged':
    case 'ChannelDeleted':
    case 'ChannelFailed':
    case 'ChannelRecovered':
      return channelTold(turn, event);
    default:
      return;
  }
}

/** Groups that there are stay as they are; who may be inhibited no more is looked at. */
function policyChanged(
  turn: RoutingTurn,
  { previous: _previous, ...policy }: Extract<NotificationEvent, { type: 'NotificationPolicyChanged' }>['data'],
): void {
  turn.policy = policy;
  for (const [, { inhibitedBy, groups }] of turn.alerts.all()) {
    if (inhibitedBy !== null) for (const key of groups) turn.makeDue(key, turn.at);
  }
}

function wake(turn: RoutingTurn): void {
  if (turn.silencesReviewAt !== null && turn.silencesReviewAt <= turn.at) reviewSilences(turn);
  for (const [, row] of turn.notifications.all())
    if (mayRetry(turn, row) && isHeldBack(turn, row)) reconsider(turn, row);
  for (const [channelId] of turn.channels.all()) flushChannel(turn, channelId);
  // A fallback may be failing too, and have one of its own.
  for (let used = tellOverFallbacks(turn); used.length > 0; used = tellOverFallbacks(turn)) {
    for (const channelId of used) flushChannel(turn, channelId);
  }
  for (const [id, row] of turn.notifications.all()) {
    if (row.sendingSince !== null && row.sendingSince + UNHEARD_MS <= turn.at) askAgain(turn, id, row);
    else if (mayRetry(turn, row)) attempt(turn, id, row);
  }
}

function mayRetry(turn: RoutingTurn, { channelId, retryAt }: NotificationRow): boolean {
  const channel = turn.channels.get(channelId);
  if (retryAt === null || retryAt > turn.at || !channel || isThrottled(channel, turn.at)) return false;
  return underWay(turn, channelId) < MAX_UNDER_WAY;
}

/** When something is due next. What waits for a message under way comes with the news of that message. */
function wakeAt(turn: RoutingTurn): number | undefined {
  let earliest = turn.silencesReviewAt ?? Infinity;
  const sending = new Map<string, number>();
  const notifications = turn.notifications.all();
  for (const [, { channelId, sendingSince }] of notifications) {
    if (sendingSince === null) continue;
    earliest = Math.min(earliest, sendingSince + UNHEARD_MS);
    sending.set(channelId, (sending.get(channelId) ?? 0) + 1);
  }
  const open = new Map(
    turn.channels
      .all()
      .filter(([id]) => (sending.get(id) ?? 0) < MAX_UNDER_WAY)
      .map(([id, { throttledUntil }]) => [id, throttledUntil ?? -Infinity]),
  );
  const consider = (channelId: string, time: number | null): void => {
    const from = open.get(channelId);
    if (time !== null && from !== undefined) earliest = Math.min(earliest, Math.max(time, from));
  };
  for (const [, row] of notifications) {
    consider(row.channelId, row.retryAt);
    earliest = Math.min(earliest, fallbackDue(turn, row) ?? Infinity);
  }
  for (const [, { channelId, dueAt, repeatAt, outstanding }] of turn.groups.all()) {
    const waiting = outstanding === null ? undefined : turn.notifications.get(outstanding);
    if (waiting?.sendingSince != null) continue;
    consider(channelId, dueAt);
    if (!waiting) consider(channelId, repeatAt);
  }
  return earliest === Infinity ? undefined : earliest;
}

/** From alerts to messages: who is told what, over which channel, when; see docs/notifications.md. */
export const routingProcess = {
  name: 'notification-routing',
  types: [...settings, ...happenings] as readonly string[],
  history: settings as readonly string[],
  react(state: Rows, event: RecordedEvent, at: number): readonly RoutingIntent[] {
    const turn = new RoutingTurn(state, at);
    react(turn, event);
    return turn.intents;
  },
  wake(state: Rows, at: number): readonly RoutingIntent[] {
    const turn = new RoutingTurn(state, at);
    wake(turn);
    return turn.intents;
  },
  wakeAt: (state: Rows): number | undefined => wakeAt(new RoutingTurn(state, 0)),
};
