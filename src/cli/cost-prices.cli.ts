import type { Command } from 'commander';
import { Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { moneyText } from './money.js';
import {
  allOption,
  asOfOption,
  cursorOption,
  given,
  instant,
  limitOption,
  type PagingOptions,
  wanted,
} from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

type Prices = ApiAnswer<'listPrices'>;
type Price = Prices['items'][number];

interface PriceOptions {
  readonly input: string;
  readonly output: string;
  readonly cacheRead?: string;
  readonly cacheWrite?: string;
  readonly cacheWrite1h?: string;
  readonly from: string;
  readonly until?: string;
  readonly provider?: string;
  readonly mode?: string;
  readonly note?: string;
}

export function addCostPrices(cost: Command, cli: Cli): void {
  const prices = cost.command('prices').description('what models cost, where it is not what the bundled list says');
  prices
    .command('list', { isDefault: true })
    .description('prices that were set, by model, and what one model costs; USD per million tokens')
    .option('--model <name>', 'only of this model, and what it costs now, whoever says so')
    .addOption(asOfOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: PagingOptions & { model?: string; asOf?: string }, command: Command) => {
      const api = cli.api(command);
      const filter = given({ model: options.model, asOf: options.asOf });
      let known: Pick<Prices, 'base' | 'inForce'> | undefined;
      const page = await collectPages(wanted(options), async (paging) => {
        const answer = await answered(api.GET('/api/cost/prices', { params: { query: { ...filter, ...paging } } }));
        known ??= { base: answer.base, inForce: answer.inForce };
        return answer;
      });
      cli.showPage(command, { ...page, ...known }, 'prices that were set', (items) =>
        table(columns, items, cli.terminal),
      );
      if (known && !command.optsWithGlobals<{ json?: boolean }>().json) {
        if (known.inForce === null)
          cli.terminal.err(`all else is priced by ${known.base}: --model <name> says what a model costs\n`);
        else cli.terminal.out(inForceText(options.model ?? '', known.inForce));
      }
    });

  prices
    .command('set <model>')
    .description('set a price, or change that of the same beginning; only admins may')
    .requiredOption('--input <usd>', 'USD per million input tokens, as in 3.75')
    .requiredOption('--output <usd>', 'USD per million output tokens')
    .option('--cache-read <usd>', 'of input read from a cache; by default as input')
    .option('--cache-write <usd>', 'of input kept for five minutes; by default as input')
    .option('--cache-write-1h <usd>', 'of input kept for an hour; by default as --cache-write')
    .addOption(
      new Option('--from <time>', 'it counts from then on, also in the past').argParser(instant).makeOptionMandatory(),
    )
    .addOption(new Option('--until <time>', 'and before then').argParser(instant))
    .option('--provider <name>', 'only of this provider')
    .option('--mode <mode>', 'only of this mode, as in fast or batch')
    .option('--note <text>', 'why')
    .action(async (model: string, options: PriceOptions, command: Command) => {
      const { input, output, cacheRead, cacheWrite, cacheWrite1h, from, until, ...rest } = options;
      const body = {
        model,
        rates: { input, output, ...given({ cacheRead, cacheWrite, cacheWrite1h }) },
        effectiveFrom: from,
        ...given({ effectiveUntil: until, ...rest }),
      };
      const set = await answered(cli.api(command).PUT('/api/cost/prices', { body }));
      cli.show(command, set, () => `${set.changed ? 'set' : 'unchanged'} ${safeText(set.model)} (${set.id})\n`);
    });

  prices
    .command('remove <id>')
    .description('remove a price that was set; only admins may')
    .action(async (id: string, _options: object, command: Command) => {
      const removed = await answered(cli.api(command).DELETE('/api/cost/prices/{id}', { params: { path: { id } } }));
      cli.show(command, removed, () => `removed ${removed.id}\n`);
    });
}

interface RepriceOptions {
  readonly asOf?: string;
  readonly now?: true;
  readonly dryRun?: true;
}

export function addCostReprice(cost: Command, cli: Cli): void {
  cost
    .command('reprice')
    .description('reckon all costs by the prices as they were known at some time; only admins may')
    .addOption(asOfOption())
    .addOption(new Option('--now', 'by the prices as they are known now, as usual').conflicts('asOf'))
    .option('--dry-run', 'only say what would change')
    .action(async ({ asOf, now, dryRun }: RepriceOptions, command: Command) => {
      if (asOf === undefined && !now) return command.error('error: say --as-of <time> or --now');
      const body = { asOf: asOf ?? null, dryRun: dryRun ?? false };
      const answer = await answered(cli.api(command).POST('/api/cost/reprice', { body }));
      cli.show(command, answer, () => {
        const { total, byModel, byStory } = answer;
        const changes = [
          ...byModel.map((row) => ({ kind: 'model', ...row })),
          ...byStory.map((row) => ({ kind: 'story', ...row })),
          { kind: 'total', key: '', ...total },
        ];
        const outcome = dryRun ? 'nothing was decided' : answer.changed ? 'repriced' : 'it was so already';
        return `${table(changeColumns, changes, cli.terminal)}${outcome}\n`;
      });
    });
}

function inForceText(model: string, { rates, reason, source }: NonNullable<Prices['inForce']>): string {
  if (rates === null) {
    const of = reason === 'unknown_mode' ? `the ordinary mode of ${safeText(model)}` : safeText(model);
    return `nobody has a price of ${of}: such calls are unpriced\n`;
  }
  const parts = [
    ['input', rates.input],
    ['output', rates.output],
    ['cache read', rates.cacheRead],
    ['cache write', rates.cacheWrite],
    ['cache write 1h', rates.cacheWrite1h],
  ].flatMap(([name, rate]) => (rate === null ? [] : [`${name} ${rate}`]));
  return `${safeText(model)} costs ${parts.join(', ')} (${safeText(source ?? '')})\n`;
}

type Change = { readonly kind: string } & ApiAnswer<'repriceCosts'>['byModel'][number];

const changeColumns: readonly Column<Change>[] = [
  { head: 'OF', of: ({ kind }) => kind },
  { head: 'NAME', of: ({ key }) => key, flexible: true },
  { head: 'BEFORE', of: ({ before }) => moneyText(before) },
  { head: 'AFTER', of: ({ after }) => moneyText(after) },
  { head: 'DIFFERENCE', of: ({ difference }) => moneyText(difference) },
];

const columns: readonly Column<Price>[] = [
  { head: 'MODEL', of: ({ model }) => model, whole: true },
  { head: 'PROVIDER', of: ({ provider }) => provider, optional: true },
  { head: 'MODE', of: ({ mode }) => mode, optional: true },
  { head: 'INPUT', of: ({ rates }) => rates.input },
  { head: 'OUTPUT', of: ({ rates }) => rates.output },
  { head: 'READ', of: ({ rates }) => rates.cacheRead, optional: true },
  { head: 'WRITE', of: ({ rates }) => rates.cacheWrite, optional: true },
  { head: '1H', of: ({ rates }) => rates.cacheWrite1h, optional: true },
  { head: 'FROM', of: ({ effectiveFrom }) => readableTime(effectiveFrom) },
  { head: 'UNTIL', of: ({ effectiveUntil }) => readableTime(effectiveUntil) },
  { head: 'NOTE', of: ({ note }) => note, flexible: true, optional: true },
  { head: 'ID', of: ({ id }) => id, whole: true },
];
