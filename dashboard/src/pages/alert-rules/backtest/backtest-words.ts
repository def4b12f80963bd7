import { durationWords } from '../../../components/time-words';
import type { Backtest, BacktestOutcome } from './use-backtest';

/** `Would have fired 14 times in 30 days`. */
export function headlineOf({ from, to }: Pick<Backtest, 'from' | 'to'>, { firings }: Pick<BacktestOutcome, 'firings'>) {
  const span = spanOf((Date.parse(to) - Date.parse(from)) / 1000);
  if (firings === 0) return `Would not have fired in ${span}`;
  return `Would have fired ${timesWords(firings)} in ${span}`;
}

/** How long, how often it was only pending, what it would have told. */
export function detailsOf({
  firings,
  firingSeconds,
  longestSeconds,
  neverFired,
  failedEvaluations,
  messages,
}: BacktestOutcome) {
  return [
    ...(firings === 0
      ? []
      : [`firing for ${durationWords(firingSeconds)} in all, ${durationWords(longestSeconds)} at most`]),
    ...(neverFired === 0 ? [] : [`${timesWords(neverFired)} pending without firing`]),
    ...messages.map(({ channel, count }) => `${count} ${count === 1 ? 'message' : 'messages'} over ${channel}`),
    ...(failedEvaluations === 0
      ? []
      : [`${failedEvaluations} ${failedEvaluations === 1 ? 'evaluation' : 'evaluations'} failed`]),
  ];
}

function timesWords(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count.toLocaleString('en')} times`;
}

function spanOf(seconds: number): string {
  const days = Math.round(seconds / 86_400);
  return days >= 2 ? `${days} days` : `${Math.max(1, Math.round(seconds / 3_600))} hours`;
}
