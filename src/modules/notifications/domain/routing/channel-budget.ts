import type { ChannelKind } from '../../../../kernel/alert-vocabulary.js';
import type { ChannelRow } from './routing-rows.js';

/** Below what the receivers allow: Slack takes one a second with short bursts, PagerDuty 120 a minute. */
const perMinuteByKind: Readonly<Record<ChannelKind, number>> = {
  slack: 30,
  pagerduty: 60,
  email: 30,
  webhook: 120,
  alertmanager: 120,
};

/** Part of a burst that is kept for what is urgent: critical alerts, and the ends of alerts. */
const RESERVE = 0.2;
/** A burst is what a channel may send in so many seconds. */
const BURST_SECONDS = 10;

type Budget = Pick<ChannelRow, 'kind' | 'messagesPerMinute' | 'tokens' | 'tokensAt'>;

function perMinute({ kind, messagesPerMinute }: Budget): number {
  return messagesPerMinute ?? perMinuteByKind[kind];
}

/** Most messages that go out at once. */
export function burst(channel: Omit<Budget, 'tokens' | 'tokensAt'>): number {
  return Math.max(1, Math.round((perMinute(channel as Budget) * BURST_SECONDS) / 60));
}

export function reserve(channel: Budget): number {
  const most = burst(channel);
  return most < 3 ? 0 : Math.ceil(most * RESERVE);
}

/** Messages that may go out at the moment. */
export function tokensAt(channel: Budget, at: number): number {
  const gained = (Math.max(0, at - channel.tokensAt) * perMinute(channel)) / 60_000;
  return Math.min(burst(channel), channel.tokens + gained);
}

/** After so many messages; attempts again are never held up by others, and may leave a debt. */
export function spend(channel: Budget, messages: number, at: number): Pick<Budget, 'tokens' | 'tokensAt'> {
  return { tokens: Math.max(-burst(channel), tokensAt(channel, at) - messages), tokensAt: at };
}

/** The first moment after `at` at which so many messages may go out. */
export function whenTokens(channel: Budget, wanted: number, at: number): number {
  const missing = wanted - tokensAt(channel, at);
  return missing <= 0 ? at : at + Math.ceil((missing * 60_000) / perMinute(channel));
}
