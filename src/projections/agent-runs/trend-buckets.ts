import type { Period } from '../../platform/http/analytics-period.js';

export const trendSteps = ['day', 'week'] as const;
export type TrendStep = (typeof trendSteps)[number];

const DAY_MS = 86_400_000;
const STEP_MS: Readonly<Record<TrendStep, number>> = { day: DAY_MS, week: 7 * DAY_MS };
/** 1970 began on a Thursday; weeks begin on Mondays. */
const FIRST_MS: Readonly<Record<TrendStep, number>> = { day: 0, week: 4 * DAY_MS };

/** The whole UTC days, or weeks from Monday, that the period touches. */
export function wholeSteps({ from, to }: Period, step: TrendStep): Period {
  const rounded = (time: Date, round: (steps: number) => number) =>
    new Date(round((time.getTime() - FIRST_MS[step]) / STEP_MS[step]) * STEP_MS[step] + FIRST_MS[step]);
  return { from: rounded(from, Math.floor), to: rounded(to, Math.ceil) };
}

/** When each of them begins. */
export function stepStarts({ from, to }: Period, step: TrendStep): readonly Date[] {
  const count = Math.round((to.getTime() - from.getTime()) / STEP_MS[step]);
  return Array.from({ length: count }, (_step, index) => new Date(from.getTime() + index * STEP_MS[step]));
}
