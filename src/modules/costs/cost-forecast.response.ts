import { z } from 'zod';
import { MIN_DAYS } from './domain/forecast.js';
import { forecastObstacles, PAUSE_DAYS } from './domain/forecast-history.js';

const usd = z.string().describe('A plain decimal in USD.');

const forecastSum = {
  from: z.string(),
  to: z.string().describe('Exclusive.'),
  expected: usd,
  low: usd.nullable().describe('Null: too little is known to say.'),
  high: usd.nullable(),
};

/** How a forecast was made, and how far off the same method was before. */
export const forecastBasis = {
  method: z
    .enum(['mean', 'trend_and_weekday'])
    .describe('mean: of all days. trend_and_weekday: a line and how weekdays differ from it; from 14 days on.'),
  confidence: z.number().describe('Part of the forecasts of the back-test that such an interval held.'),
  basedOn: z.object({ from: z.string(), to: z.string(), days: z.int() }).describe('Whole days of usage.'),
  backTest: z
    .object({
      folds: z.int().describe('Forecasts of days that are known by now, made from the days before them.'),
      horizonDays: z.int().describe('Days that each was about.'),
      meanAbsoluteError: usd,
      relativeError: z.number().nullable().describe('Of what was spent, on average. Null: nothing was.'),
    })
    .describe('Of the method that was chosen: the one that was off least.'),
};

export const reportForecast = z.object({
  ...forecastSum,
  ...forecastBasis,
  current: z
    .object(forecastSum)
    .nullable()
    .describe('The range of the report when it is over: what was spent and what is to come. Null: it is over.'),
});
export type ReportForecast = z.infer<typeof reportForecast>;

export const costForecast = z.object({
  timeZone: z.string(),
  currency: z.literal('USD'),
  days: z.int(),
  forecast: z
    .object({
      ...forecastSum,
      ...forecastBasis,
      byDay: z.array(z.object({ from: z.string(), expected: usd })),
      month: z.object(forecastSum).describe('The current month when it is over.'),
    })
    .nullable()
    .describe('Null: there is not enough data; `reason` says why.'),
  reason: z
    .enum(forecastObstacles)
    .nullable()
    .describe(
      'Why there is no forecast. no_use: no calls. unpriced: nobody has a price of any. paused: none for ' +
        `${PAUSE_DAYS} days or more. too_few_days: fewer than ${MIN_DAYS} whole days since the first use, or since such a pause.`,
    ),
});
export type CostForecast = z.infer<typeof costForecast>;
