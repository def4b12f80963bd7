import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { UsageError } from './cli-error.js';
import { collectPages } from './collect-pages.js';
import { moneyText } from './money.js';
import { allOption, cursorOption, given, limitOption, type PagingOptions, wanted } from './option-values.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

type Budget = ApiAnswer<'listBudgets'>['items'][number];
type Scope = Budget['scope'];

interface BudgetOptions {
  readonly daily?: string;
  readonly weekly?: string;
  readonly monthly?: string;
  readonly name?: string;
  readonly scope?: Scope;
  readonly warn?: number[];
  readonly tz?: string;
  readonly channel?: string[];
}

export function addCostBudgets(cost: Command, cli: Cli): void {
  const budget = cost.command('budget').description('what may be spent');
  budget
    .command('set')
    .description('set a budget, or change that of the same name')
    .option('--monthly <usd>', 'so many dollars a month, as in 1000')
    .addOption(new Option('--weekly <usd>', 'a week').conflicts('monthly'))
    .addOption(new Option('--daily <usd>', 'a day').conflicts(['weekly', 'monthly']))
    .addOption(new Option('--scope <kind:name>', 'only for this, as in epic:epic-7 or model:o3').argParser(scopeOf))
    .addOption(new Option('--warn <percents>', 'tell somebody at these parts, as in 50,80,100').argParser(percentsOf))
    .option('--name <name>', 'what it is called; by default made of period and scope')
    .option('--tz <zone>', 'time zone whose days and months are meant; by default UTC')
    .option('--channel <names...>', 'channels that are told')
    .action(async ({ daily, weekly, monthly, name, scope, warn, tz, channel }: BudgetOptions, command: Command) => {
      const [period, amount] =
        monthly !== undefined
          ? (['monthly', monthly] as const)
          : weekly !== undefined
            ? (['weekly', weekly] as const)
            : (['daily', daily] as const);
      if (amount === undefined) throw new UsageError('say how much: --monthly <usd>, --weekly <usd> or --daily <usd>');
      const more = given({ name, scope, warnPercent: warn, timeZone: tz, channels: channel });
      const set = await answered(cli.api(command).PUT('/api/cost/budgets', { body: { period, amount, ...more } }));
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

const KINDS = ['model', 'agent-type', 'epic', 'story', 'pull-request'];

function scopeOf(text: string): Scope {
  if (text === 'all') return { kind: 'all', value: null };
  const [kind = '', ...rest] = text.split(':');
  const value = rest.join(':');
  if (!KINDS.includes(kind) || value === '') {
    throw new InvalidArgumentError(`Give all, or one of ${KINDS.join(', ')} with its name, as in epic:epic-7.`);
  }
  return { kind: kind.replace('-', '_') as Scope['kind'], value };
}

function percentsOf(text: string): number[] {
  if (!/^\d{1,4}(\.\d{1,2})?(,\d{1,4}(\.\d{1,2})?)*$/.test(text))
    throw new InvalidArgumentError('Give percents with commas between, as in 50,80,100.');
  return text.split(',').map(Number);
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
