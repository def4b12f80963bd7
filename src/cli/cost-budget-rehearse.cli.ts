import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { UsageError } from './cli-error.js';
import { amountOf, type BudgetOptions, withBudgetOptions } from './cost-budget-options.js';
import { moneyText } from './money.js';
import { count, fromOption, given, toOption } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

type Rehearsal = ApiAnswer<'rehearseBudget'>;
type Period = Rehearsal['periods'][number];

interface RehearseOptions extends BudgetOptions {
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
}

export function addBudgetRehearsal(budget: Command, cli: Cli): void {
  withBudgetOptions(
    budget
      .command('rehearse [name]')
      .description('what a budget, one that there is or one as named, would have done in the past; nothing is set'),
  )
    .addOption(new Option('--days <n>', 'in the last so many days; by default 90').argParser(count))
    .addOption(fromOption().conflicts('days'))
    .addOption(toOption().conflicts('days'))
    .action(async (name: string | undefined, options: RehearseOptions, command: Command) => {
      const amount = amountOf(options);
      if (name === undefined && amount === undefined) {
        throw new UsageError('name a budget, or say how much: --monthly <usd>, --weekly <usd> or --daily <usd>');
      }
      const { scope, warn, tz, days, from, to } = options;
      const body = { ...amount, ...given({ budget: name, scope, warnPercent: warn, timeZone: tz, days, from, to }) };
      const rehearsal = await answered(cli.api(command).POST('/api/cost/budgets/rehearse', { body }));
      cli.show(command, rehearsal, () => `${summaryOf(rehearsal)}\n${tableOf(rehearsal, cli)}`);
    });
}

function summaryOf({ budget: { name, amount, period }, periods, alerts, periodsUsedUp }: Rehearsal): string {
  return `${safeText(name)}, ${moneyText(amount)} ${period}: ${alerts} alerts in ${periods.length} periods, used up in ${periodsUsedUp}`;
}

function tableOf({ budget: { warnPercent, timeZone }, periods }: Rehearsal, cli: Cli): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const columns: readonly Column<Period>[] = [
    {
      head: 'FROM',
      of: ({ from, isOver }) => `${day.format(new Date(from))}${isOver ? '' : ' (so far)'}`,
      whole: true,
    },
    { head: 'SPENT', of: ({ spent }) => moneyText(spent) },
    { head: '%', of: ({ usedRatio }) => Math.floor(usedRatio * 100) },
    ...warnPercent.map((percent, index): Column<Period> => ({
      head: `${percent}% AT`,
      of: ({ crossings }) => readableTime(crossings[index]?.at ?? null),
    })),
    { head: 'BREACH FORESEEN', of: ({ projectedBreachAt }) => readableTime(projectedBreachAt) },
    { head: 'ALERTS', of: ({ alerts }) => alerts },
  ];
  return table(columns, periods, cli.terminal);
}
