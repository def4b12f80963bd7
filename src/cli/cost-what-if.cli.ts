import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { type CostFilterOptions, costFilters, withCostFilters } from './cost-report.cli.js';
import { moneyText } from './money.js';
import { count, given, instant } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type WhatIf = ApiAnswer<'askWhatIf'>;

interface WhatIfOptions extends CostFilterOptions {
  readonly to?: string;
  readonly cacheRate?: string;
  readonly days?: number;
  readonly since?: string;
  readonly until?: string;
}

/** `orchestrate cost what-if`. */
export function addCostWhatIf(cost: Command, cli: Cli): void {
  withCostFilters(
    cost
      .command('what-if')
      .description('what recorded usage would have cost on another model, or with more of it read from caches')
      .option('--to <model>', 'the model that all of it is priced as')
      .addOption(
        new Option('--cache-rate <part>', 'part of the input that is read from caches, 0 to 1').argParser(cacheRate),
      )
      .addOption(new Option('--days <n>', 'days up to now; by default 30').argParser(count).conflicts('since'))
      .addOption(new Option('--since <time>', 'usage from then on').argParser(instant))
      .addOption(new Option('--until <time>', 'usage before then').argParser(instant)),
  ).action(async (options: WhatIfOptions, command: Command) => {
    const query = given({
      ...costFilters(options),
      days: options.days === undefined ? undefined : String(options.days),
    });
    const answer = await answered(
      cli.api(command).GET('/api/cost/what-if', { params: { query: query as Record<string, never> } }),
    );
    cli.show(command, answer, () => textOf(answer, cli));
    for (const { model, missing, pricedAs, calls } of answer.unpriced.models) {
      const named = missing === 'hypothetical' ? pricedAs : model;
      cli.terminal.err(
        `${calls} calls of ${safeText(model)} are left out: nobody has a price of ${safeText(named)}; set one with \`orchestrate cost prices set\`\n`,
      );
    }
  });
}

function cacheRate(text: string): string {
  if (/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text)) return text;
  throw new InvalidArgumentError('Give a part from 0 to 1 with at most four places, as in 0.8.');
}

function textOf(answer: WhatIf, { terminal }: Cli): string {
  const { actual, hypothetical, difference, byAgentType, calls } = answer;
  const sums = fields([
    ['actual', moneyText(actual)],
    ['hypothetical', moneyText(hypothetical)],
    ['difference', moneyText(difference)],
    ['calls', calls],
    ['of', `${readableTime(answer.from)} to ${readableTime(answer.to)}`],
    ['if', answer.assumption],
  ]);
  return byAgentType.length === 0 ? sums : `${sums}\n${table(columns, byAgentType, terminal)}`;
}

const columns: readonly Column<WhatIf['byAgentType'][number]>[] = [
  { head: 'AGENT TYPE', of: ({ key }) => key ?? '(not told)', flexible: true },
  { head: 'ACTUAL', of: ({ actual }) => moneyText(actual) },
  { head: 'HYPOTHETICAL', of: ({ hypothetical }) => moneyText(hypothetical) },
  { head: 'DIFFERENCE', of: ({ difference }) => moneyText(difference) },
  { head: 'CALLS', of: ({ calls }) => calls },
];
