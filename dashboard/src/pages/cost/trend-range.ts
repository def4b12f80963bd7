import type { CostSearch, ReportQuery } from './cost-search';

export const trends = ['hours', 'days', 'weeks', 'months'] as const;
export type Trend = (typeof trends)[number];

const trendOf = (text: string | undefined): Trend => trends.find((trend) => trend === text) ?? 'days';

/** By what the trend is drawn: days, where hours are asked for and would be too many. */
export function trendShown({ trend, tooLongForHours }: Pick<CostSearch, 'trend' | 'tooLongForHours'>): Trend {
  const asked = trendOf(trend);
  return asked === 'hours' && tooLongForHours ? 'days' : asked;
}

/**
 * The time that the trend shows. Hours and days are those of the month or range of the report, else the last 48 and 30;
 * weeks and months go further back, for one bar says nothing of a trend.
 */
export function trendQuery(
  search: Pick<CostSearch, 'trend' | 'month' | 'isRange' | 'span' | 'tooLongForHours'>,
): ReportQuery {
  const { month, isRange, span } = search;
  const until = month === undefined ? {} : { month };
  switch (trendShown(search)) {
    case 'weeks':
      return { period: 'weekly', last: 12, ...until };
    case 'months':
      return { period: 'monthly', last: 12, ...until };
    case 'hours':
      return isRange || month !== undefined ? { period: 'hourly', ...span } : { period: 'hourly', last: 48 };
    case 'days':
      return isRange || month !== undefined ? { period: 'daily', ...span } : { period: 'daily', last: 30 };
  }
}
