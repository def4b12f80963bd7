import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';

type Budget = ApiAnswer<'listBudgets'>['items'][number];
type Scope = Budget['scope'];

export interface BudgetOptions {
  readonly daily?: string;
  readonly weekly?: string;
  readonly monthly?: string;
  readonly scope?: Scope;
  readonly warn?: number[];
  readonly tz?: string;
}

/** What a budget is. */
export function withBudgetOptions(command: Command): Command {
  return command
    .option('--monthly <usd>', 'so many dollars a month, as in 1000')
    .addOption(new Option('--weekly <usd>', 'a week').conflicts('monthly'))
    .addOption(new Option('--daily <usd>', 'a day').conflicts(['weekly', 'monthly']))
    .addOption(new Option('--scope <kind:name>', 'only for this, as in epic:epic-7 or team:mobile').argParser(scopeOf))
    .addOption(new Option('--warn <percents>', 'tell somebody at these parts, as in 50,80,100').argParser(percentsOf))
    .option('--tz <zone>', 'time zone whose days and months are meant; by default UTC');
}

/** Undefined: none is named. */
export function amountOf({ daily, weekly, monthly }: BudgetOptions) {
  if (monthly !== undefined) return { period: 'monthly', amount: monthly } as const;
  if (weekly !== undefined) return { period: 'weekly', amount: weekly } as const;
  return daily === undefined ? undefined : ({ period: 'daily', amount: daily } as const);
}

const KINDS = ['model', 'agent-type', 'epic', 'story', 'pull-request', 'team'];

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
