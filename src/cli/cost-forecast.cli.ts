import type { Command } from 'commander';
import { Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { type CostFilterOptions, costFilters, withCostFilters } from './cost-report.cli.js';
import { moneyText } from './money.js';
import { count, given } from './option-values.js';
import { fields } from './table.js';

type Forecast = NonNullable<ApiAnswer<'forecastCosts'>['forecast']>;

const obstacles: Readonly<Record<NonNullable<ApiAnswer<'forecastCosts'>['reason']>, string>> = {
  no_use: 'there are no calls on whole days',
  unpriced: 'nobody has a price of any call; set one with `orchestrate cost prices set`',
  paused: 'the last call is two weeks ago or more, and nobody knows how it goes on',
  too_few_days: 'three whole days since the first use, or since a pause of two weeks, are the least',
};

export function addCostForecast(cost: Command, cli: Cli): void {
  withCostFilters(
    cost
      .command('forecast')
      .description('what will be spent, with how far off such forecasts were')
      .addOption(new Option('--days <n>', 'days from today on').argParser(count).default(30)),
  ).action(async (options: CostFilterOptions & { days: number }, command: Command) => {
    const query = given(costFilters(options)) as { days: number };
    const answer = await answered(cli.api(command).GET('/api/cost/forecast', { params: { query } }));
    cli.show(command, answer, () =>
      answer.forecast === null
        ? `not enough data: ${obstacles[answer.reason ?? 'too_few_days']}\n`
        : textOf(answer.forecast),
    );
  });
}

function textOf({ month, method, basedOn, backTest, byDay, confidence, ...sum }: Forecast): string {
  const { relativeError, folds, horizonDays, meanAbsoluteError } = backTest;
  const off = relativeError === null ? '' : `, ${(relativeError * 100).toFixed(1)} % of what was spent`;
  return fields([
    [`next ${byDay.length} days`, intervalText(sum, confidence)],
    ['this month', intervalText(month, confidence)],
    ['method', `${method === 'mean' ? 'mean' : 'trend and weekday'} of ${basedOn.days} days`],
    [
      'error so far',
      folds === 0
        ? 'never tried'
        : `${moneyText(meanAbsoluteError)}${off}, in ${folds} forecasts of ${horizonDays} days`,
    ],
  ]);
}

function intervalText(
  { expected, low, high }: Pick<Forecast, 'expected' | 'low' | 'high'>,
  confidence: number,
): string {
  if (low === null || high === null) return moneyText(expected);
  return `${moneyText(expected)} (${confidence * 100} %: ${moneyText(low)} to ${moneyText(high)})`;
}
