/**
 * Why nothing can be forecast.
 * - `no_use`: on none of the days that are looked at was there a call.
 * - `unpriced`: there were calls, and nobody has a price of any.
 * - `paused`: the last call is too long ago; nobody knows whether and how it goes on.
 * - `too_few_days`: there are too few whole days since the first use, or since the last pause.
 */
export const forecastObstacles = ['no_use', 'unpriced', 'paused', 'too_few_days'] as const;
export type ForecastObstacle = (typeof forecastObstacles)[number];

/**
 * So many days without a call end a history: what was before says nothing of what comes after. Two whole weeks, so that
 * weekends and holidays are days of 0 dollars like others.
 */
export const PAUSE_DAYS = 14;

/** Of days that follow each other, by their calls: the first that says something of the days to come. */
export function beginOfHistory(calls: readonly number[]): number | 'no_use' | 'paused' {
  let begin: number | undefined;
  let last = 0;
  calls.forEach((count, day) => {
    if (count === 0) return;
    if (begin === undefined || day - last > PAUSE_DAYS) begin = day;
    last = day;
  });
  if (begin === undefined) return 'no_use';
  return calls.length - last > PAUSE_DAYS ? 'paused' : begin;
}
