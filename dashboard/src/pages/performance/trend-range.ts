const DAY_MS = 86_400_000;

export type TrendStep = 'day' | 'week';

/** Least days that a trend shows: fewer points do not tell a change of level from chance. */
const FEWEST_DAYS: Readonly<Record<TrendStep, number>> = { day: 30, week: 182 };
const fewestWords: Readonly<Record<TrendStep, string>> = { day: '30 days', week: '26 weeks' };

export interface TrendRange {
  readonly from: string;
  readonly to: string;
  /** What the points are, and of which time. */
  readonly words: string;
}

/** The range of the page, and what lies before it where that is too short for a trend. */
export function trendRangeOf({ from, to }: { from: string; to: string }, step: TrendStep): TrendRange {
  const least = Date.parse(to) - FEWEST_DAYS[step] * DAY_MS;
  return Date.parse(from) <= least
    ? { from, to, words: `by ${step}, in the range` }
    : { from: new Date(least).toISOString(), to, words: `by ${step}, ${fewestWords[step]} to the end of the range` };
}
