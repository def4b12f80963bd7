import { durationWords } from '../../../components/time-words';
import type { Backtest, BacktestOutcome } from './use-backtest';

type Stretch = Pick<Backtest, 'from' | 'to' | 'dataFrom'>;

/** Such a part of the stretch without samples is worth a word. */
const MUCH = 0.05;

/** `Would have fired 14 times in 30 days`; where samples begin later, in what time there are any. */
export function headlineOf(stretch: Stretch, { firings }: Pick<BacktestOutcome, 'firings'>) {
  const { to, dataFrom } = stretch;
  if (dataFrom === null && firings === 0) return 'Nothing was recorded of what the condition reads';
  const span =
    dataFrom !== null && beginsLate(stretch)
      ? `the ${durationWords(secondsBetween(dataFrom, to))} for which there are samples`
      : spanOf(secondsBetween(stretch.from, to));
  return `Would ${firings === 0 ? 'not have fired' : `have fired ${timesWords(firings)}`} in ${span}`;
}

/** What must be said of a stretch that is not covered by samples. */
export function coverageOf(stretch: Stretch): string | undefined {
  const asked = spanOf(secondsBetween(stretch.from, stretch.to));
  if (stretch.dataFrom === null) return `There are no samples of it in the ${asked} that were asked.`;
  if (!beginsLate(stretch)) return undefined;
  return `${asked} were asked; before that there are no samples.`;
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

function beginsLate({ from, to, dataFrom }: Stretch): boolean {
  return dataFrom !== null && secondsBetween(from, dataFrom) > MUCH * secondsBetween(from, to);
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

function spanOf(seconds: number): string {
  const days = Math.round(seconds / 86_400);
  return days >= 2 ? `${days} days` : `${Math.max(1, Math.round(seconds / 3_600))} hours`;
}
