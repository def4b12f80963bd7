import { reserve, tokensAt, whenTokens } from './channel-budget.js';
import { type GroupNews, isCritical, isUrgent, newsOf } from './group-news.js';
import type { ChannelRow, GroupRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';
import { MAX_UNDER_WAY, send, takesDigests, underWay } from './sending.js';
import { withdraw } from './withdrawal.js';

/**
 * Sends what is due over a channel. Where there is more than the channel may send at once, what is urgent goes first,
 * and the rest becomes one digest; receivers that keep incidents get one message after the other instead.
 */
export function flushChannel(turn: RoutingTurn, channelId: string): void {
  const channel = turn.channels.get(channelId);
  if (!channel || isThrottled(channel, turn.at)) return;
  const due = turn.groups.all().filter(([, group]) => group.channelId === channelId && isDue(turn, group));
  if (due.length === 0) return;
  const news = due.flatMap(([key, group]) => lookAt(turn, key, group) ?? []);
  const urgent = news.filter(isUrgent).toSorted((a, b) => Number(isCritical(b)) - Number(isCritical(a)));
  const others = news.filter((one) => !isUrgent(one));
  const tokens = Math.floor(tokensAt(channel, turn.at));
  const { now, later } = takesDigests(channel)
    ? withDigest(urgent, others, tokens, tokens - reserve(channel))
    : oneByOne(urgent, others, tokens, tokens - reserve(channel));
  for (const parts of now) {
    // The others stay due, until one of those under way comes to its end.
    if (underWay(turn, channelId) >= MAX_UNDER_WAY) break;
    send(turn, turn.channels.get(channelId) ?? channel, parts);
  }
  const left = turn.channels.get(channelId) ?? channel;
  for (const one of later) {
    const wanted = isUrgent(one) ? 1 : reserve(left) + 1;
    const dueAt = Math.max(turn.at + 1, whenTokens(left, wanted, turn.at));
    // A repeat that has to wait is not due before that either.
    const repeatAt = turn.groups.get(one.key)?.repeatAt ?? null;
    turn.groups.change(one.key, { dueAt, repeatAt: repeatAt === null ? null : Math.max(repeatAt, dueAt) });
  }
}

export function isThrottled({ throttledUntil }: ChannelRow, at: number): boolean {
  return throttledUntil !== null && throttledUntil > at;
}

/** A group whose message is being sent at this moment waits for what becomes of it. */
function isDue(turn: RoutingTurn, { dueAt, repeatAt, outstanding }: GroupRow): boolean {
  const changed = dueAt !== null && dueAt <= turn.at;
  if (outstanding !== null && turn.notifications.get(outstanding)) {
    return changed && turn.notifications.get(outstanding)?.sendingSince === null;
  }
  return changed || (repeatAt !== null && repeatAt <= turn.at);
}

/** What the group has to tell. Where it is nothing, it is looked at again when something changes. */
function lookAt(turn: RoutingTurn, key: string, { outstanding }: GroupRow): GroupNews | undefined {
  const waiting = outstanding === null ? undefined : turn.notifications.get(outstanding);
  if (outstanding !== null && waiting) withdraw(turn, outstanding, waiting);
  const { repeatAt = null, lastAt = null } = turn.groups.get(key) ?? {};
  const repeats = repeatAt !== null && repeatAt <= turn.at;
  const news = newsOf(turn, key, repeats);
  if (news) return news;
  const empty = (turn.groups.get(key)?.size ?? 0) === 0;
  const goneAt = lastAt === null ? turn.at : lastAt + turn.policy.groupIntervalMs;
  if (empty && goneAt <= turn.at) turn.groups.delete(key);
  else {
    // A message that gave way to silence took the time of the next repeat with it.
    const anew = lastAt === null ? null : turn.at + turn.policy.repeatIntervalMs;
    const nextRepeat = repeats ? anew : (repeatAt ?? anew);
    turn.groups.change(key, { dueAt: empty ? goneAt : null, repeatAt: empty ? null : nextRepeat, failures: 0 });
  }
  return undefined;
}

interface Plan {
  /** Messages, each of one group or of several. */
  readonly now: readonly (readonly GroupNews[])[];
  readonly later: readonly GroupNews[];
}

type Split = (urgent: readonly GroupNews[], others: readonly GroupNews[], tokens: number, spare: number) => Plan;

const oneByOne: Split = (urgent, others, tokens, spare) => {
  const first = urgent.slice(0, Math.max(0, tokens));
  const then = others.slice(0, Math.max(0, spare - first.length));
  return {
    now: [...first, ...then].map((one) => [one]),
    later: [...urgent.slice(first.length), ...others.slice(then.length)],
  };
};

const withDigest: Split = (urgent, others, tokens, spare) => {
  if (urgent.length <= tokens && (others.length === 0 || urgent.length + others.length <= spare)) {
    return { now: [...urgent, ...others].map((one) => [one]), later: [] };
  }
  if (tokens < 1) return { now: [], later: [...urgent, ...others] };
  const single = urgent.slice(0, urgent.length <= tokens ? urgent.length : tokens - 1).map((one) => [one]);
  if (single.length < urgent.length) {
    return { now: [...single, [...urgent.slice(single.length), ...others]], later: [] };
  }
  const room = spare - single.length;
  if (room < 1) return { now: single, later: others };
  const alone = others.slice(0, room - 1);
  return { now: [...single, ...alone.map((one) => [one]), others.slice(alone.length)], later: [] };
};
