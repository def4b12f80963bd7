import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { moneyText } from './money.js';
import { allOption, count, cursorOption, given, limitOption, type PagingOptions, wanted } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type Answer = ApiAnswer<'listRecommendations'>;
type Recommendation = Answer['items'][number];

interface DaysOptions {
  readonly days: number;
}
interface ListOptions extends PagingOptions, DaysOptions {
  readonly status: 'open' | 'accepted' | 'dismissed' | 'all';
}

/** `orchestrate cost recommendations`. */
export function addCostRecommendations(cost: Command, cli: Cli): void {
  const recommendations = cost.command('recommendations').description('where money can be saved, and why');
  recommendations
    .command('list', { isDefault: true })
    .description('the greatest saving first, expected of 30 days')
    .addOption(daysOption())
    .addOption(
      new Option('--status <status>', 'only these')
        .choices(['open', 'accepted', 'dismissed', 'all'])
        .default('open' as const),
    )
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async ({ days, status, ...options }: ListOptions, command: Command) => {
      const api = cli.api(command);
      let reason: string | null = null;
      const page = await collectPages(wanted(options), async (paging) => {
        const answer = await answered(
          api.GET('/api/cost/recommendations', { params: { query: { days: String(days), status, ...paging } } }),
        );
        ({ reason } = answer);
        return answer;
      });
      cli.showPage(command, page, 'recommendations', (items) => table(columns, items, cli.terminal));
      if (reason !== null) cli.terminal.err(`${safeText(reason)}\n`);
    });

  recommendations
    .command('show <id>')
    .description('one of them, with its evidence and what is assumed')
    .addOption(daysOption())
    .action(async (id: string, { days }: DaysOptions, command: Command) => {
      const api = cli.api(command);
      const { items } = await collectPages({ limit: undefined, cursor: undefined }, (paging) =>
        answered(
          api.GET('/api/cost/recommendations', {
            params: { query: { days: String(days), status: 'all' as const, ...paging } },
          }),
        ),
      );
      const found = items.find((one) => one.id === id);
      if (!found) throw unknown(id, days);
      cli.show(command, found, () => fields(fieldsOf(found)));
    });

  for (const decision of ['accept', 'dismiss', 'reopen'] as const) {
    recommendations
      .command(`${decision} <id>`)
      .description(descriptions[decision])
      .option('--reason <text>', 'why')
      .addOption(daysOption())
      .action(async (id: string, { reason, days }: DaysOptions & { reason?: string }, command: Command) => {
        const decided = await answered(
          cli.api(command).POST('/api/cost/recommendations/{id}/decision', {
            params: { path: { id } },
            body: { decision, days, ...given({ reason }) },
          }),
        );
        const outcome = decided.changed ? decided.decision : `${decided.decision} already`;
        cli.show(command, decided, () => `${outcome}: ${safeText(decided.id)}\n`);
      });
  }
}

function unknown(id: string, days: number): CliError {
  return new CliError(
    {
      title: 'Not Found',
      code: 'RECOMMENDATION_UNKNOWN',
      detail: `nothing of the id ${safeText(id)} is recommended of the last ${days} days`,
    },
    ['`orchestrate cost recommendations list --status all` names what is, for the same --days'],
  );
}

const descriptions = {
  accept: 'say that it is going to be done',
  dismiss: 'have it stay away, until the saving is one and a half times as much',
  reopen: 'have it shown again',
} as const;

const daysOption = () => new Option('--days <n>', 'days up to now that are looked at').argParser(count).default(30);

const columns: readonly Column<Recommendation>[] = [
  { head: 'SAVES', of: ({ saving }) => moneyText(saving?.expected ?? null) },
  { head: 'RANGE', of: ({ saving }) => saving && rangeText(saving), optional: true },
  { head: 'WHAT', of: ({ title }) => title, flexible: true },
  { head: 'KIND', of: ({ kind }) => kind, optional: true },
  { head: 'STATUS', of: ({ status }) => status },
  { head: 'ID', of: ({ id }) => id, whole: true },
];

function rangeText({ low, high }: NonNullable<Recommendation['saving']>): string {
  return `${moneyText(low)} to ${moneyText(high)}`;
}

function fieldsOf({ title, saving, evidence, decision, ...one }: Recommendation) {
  return [
    ['what', title],
    ['status', one.status],
    ['saves in 30 days', saving && `${moneyText(saving.expected)} (${rangeText(saving)})`],
    ['if', one.assumption],
    ['because', one.confidence],
    ...(evidence ? evidenceFields(evidence) : [['evidence', null] as const]),
    ['decided', decision && `${decision.decision} by ${decision.by}, ${readableTime(decision.at)}`],
    ['reason', decision && decision.note],
  ] as const;
}

function evidenceFields({ from, to, runs, calls, numbers, links }: NonNullable<Recommendation['evidence']>) {
  return [
    ['evidence', `${runs} runs, ${calls} calls, ${readableTime(from)} to ${readableTime(to)}`] as const,
    ...Object.entries(numbers).map(([name, value]) => [`  ${name}`, value] as const),
    ...links.map((link) => ['  see', link] as const),
  ];
}
