import type { Command } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { UsageError } from './cli-error.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { amountOf, type BudgetOptions, withBudgetOptions } from './cost-budget-options.js';
import { addBudgetRehearsal } from './cost-budget-rehearse.cli.js';
import { moneyText } from './money.js';
import { allOption, cursorOption, given, limitOption, type PagingOptions, wanted } from './option-values.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

type Budget = ApiAnswer<'listBudgets'>['items'][number];

interface SetOptions extends BudgetOptions {
  readonly name?: string;
  readonly channel?: string[];
}

export function addCostBudgets(cost: Command, cli: Cli): void {
  const budget = cost.command('budget').description('what may be spent');
  withBudgetOptions(budget.command('set'))
    .description('set a budget, or change that of the same name')
    .option('--name <name>', 'what it is called; by default made of period and scope')
    .option('--channel <names...>', 'channels that are told')
    .action(async ({ name, channel, ...options }: SetOptions, command: Command) => {
      const amount = amountOf(options);
      if (amount === undefined) throw new UsageError('say how much: --monthly <usd>, --weekly <usd> or --daily <usd>');
      const { scope, warn, tz } = options;
      const more = given({ name, scope, warnPercent: warn, timeZone: tz, channels: channel });
      const set = await answered(cli.api(command).PUT('/api/cost/budgets', { body: { ...amount, ...more } }));
      const outcome = set.changed ? 'set' : 'unchanged';
      cli.show(command, set, () => `${outcome} ${safeText(set.name)}: ${moneyText(set.amount)} ${set.period}\n`);
    });

  budget
    .command('list', { isDefault: true })
    .description('budgets, what is used of them, and when they will be used up')
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: PagingOptions, command: Command) => {
      const api = cli.api(command);
      const page = await collectPages(wanted(options), (query) =>
        answered(api.GET('/api/cost/budgets', { params: { query } })),
      );
      cli.showPage(command, page, 'budgets', (items) => table(columns, items, cli.terminal));
    });

  addBudgetRehearsal(budget, cli);

  budget
    .command('remove <name>')
    .description('give a budget up')
    .action(async (idOrName: string, _options: object, command: Command) => {
      const removed = await answered(
        cli.api(command).DELETE('/api/cost/budgets/{idOrName}', { params: { path: { idOrName } } }),
      );
      cli.show(command, removed, () => `removed ${safeText(removed.name)}\n`);
    });
}

const columns: readonly Column<Budget>[] = [
  { head: 'NAME', of: ({ name }) => name, whole: true },
  { head: 'PERIOD', of: ({ period }) => period },
  { head: 'AMOUNT', of: ({ amount }) => moneyText(amount) },
  { head: 'USED', of: ({ used }) => moneyText(used) },
  { head: '%', of: ({ usedRatio }) => Math.floor(usedRatio * 100) },
  { head: 'EXPECTED', of: ({ projected }) => projected && moneyText(projected.expected) },
  { head: 'USED UP', of: ({ breach }) => breach && `${breach.day.slice(0, 10)}${breach.projected ? '?' : ''}` },
  { head: 'FOR', of: ({ scope: { kind, value } }) => (kind === 'all' ? kind : `${kind}:${value}`), optional: true },
  { head: 'WARNS AT', of: ({ warnPercent }) => warnPercent.map((percent) => `${percent}%`).join(' '), optional: true },
];
