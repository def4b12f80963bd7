import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { matcher, type Matcher } from './matcher-option.js';
import {
  allOption,
  asOfOption,
  cursorOption,
  given,
  instant,
  limitOption,
  type PagingOptions,
  span,
  wanted,
} from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type Silence = ApiAnswer<'listSilences'>['items'][number];

interface ListOptions extends PagingOptions {
  readonly state?: string;
  readonly rule?: string;
  readonly asOf?: string;
}

interface CreateOptions {
  readonly rule?: string;
  readonly match?: readonly Matcher[];
  readonly duration?: string;
  readonly until?: string;
  readonly comment: string;
}

/** `orchestrate silences`. */
export function addSilences(program: Command, cli: Cli): void {
  const silences = program.command('silences').description('what holds back notifications, and for how long');

  silences
    .command('list')
    .description('silences, also those that are over; the latest start first')
    .addOption(new Option('--state <states>', 'only these: scheduled, active, ended, with commas between'))
    .option('--rule <name>', 'only those that name this rule')
    .addOption(asOfOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: ListOptions, command: Command) => {
      const { state, rule, asOf } = options;
      const filter = given({ state, ruleName: rule, asOf });
      const page = await collectPages(wanted(options), (paging) =>
        answered(cli.api(command).GET('/api/silences', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'silences', (items) => table(columns, items, cli.terminal));
    });

  silences
    .command('show <id>')
    .description('one silence')
    .addOption(asOfOption())
    .action(async (id: string, { asOf }: { readonly asOf?: string }, command: Command) => {
      const silence = await answered(
        cli.api(command).GET('/api/silences/{id}', { params: { path: { id }, query: given({ asOf }) } }),
      );
      cli.show(command, silence, () => fields(fieldsOf(silence)));
    });

  silences
    .command('create')
    .description('hold back notifications of alerts that match')
    .option('--rule <name>', 'alerts of this rule')
    .addOption(
      new Option(
        '--match <matcher>',
        'alerts with such a label: name=value, !=, =~ or !~; may be given several times',
      ).argParser((text, before?: readonly Matcher[]) => [...(before ?? []), matcher(text)]),
    )
    .addOption(new Option('--duration <span>', 'for so long from now: 30m, 2h, 7d').argParser(checkedSpan))
    .addOption(new Option('--until <time>', 'until then').argParser(timeToCome).conflicts('duration'))
    .requiredOption('--comment <text>', 'why')
    .action(async (options: CreateOptions, command: Command) => {
      const { rule, match, duration, until: endsAt, comment } = options;
      if (rule === undefined && match === undefined) command.error("error: give '--rule', '--match', or both");
      if (duration === undefined && endsAt === undefined) command.error("error: give '--duration' or '--until'");
      const body = { comment, ...given({ ruleName: rule, matchers: match && [...match], duration, endsAt }) };
      const silence = await answered(cli.api(command).POST('/api/silences', { body }));
      cli.show(command, silence, () => created(silence));
    });

  silences
    .command('end <id>')
    .description('end a silence now; what still fires is told at once')
    .action(async (id: string, _options: object, command: Command) => {
      const ended = await answered(cli.api(command).DELETE('/api/silences/{id}', { params: { path: { id } } }));
      cli.show(command, ended, () => (ended.changed ? `ended silence ${id}\n` : `silence ${id} had ended already\n`));
    });
}

/** `alert silence <name>`: the short way to silence one rule. */
export function addAlertSilence(alert: Command, cli: Cli): void {
  alert
    .command('silence <name>')
    .description('hold back notifications of a rule, from now on and for a time')
    .addOption(
      new Option('--duration <duration>', 'for how long: 30m, 2h, 7d').argParser(checkedSpan).makeOptionMandatory(),
    )
    .option('--comment <text>', 'why')
    .action(
      async (name: string, options: { readonly duration: string; readonly comment?: string }, command: Command) => {
        const { duration, comment } = options;
        const silence = await answered(
          cli.api(command).POST('/api/alerts/rules/{idOrName}/silence', {
            params: { path: { idOrName: name } },
            body: { duration, ...given({ comment }) },
          }),
        );
        cli.show(command, silence, () => created(silence));
      },
    );
}

function created({ id, matchers, endsAt }: Pick<Silence, 'id' | 'matchers' | 'endsAt'>): string {
  return `silenced ${safeText(matchersText({ matchers }))} until ${readableTime(endsAt)}, as ${id}\n`;
}

function checkedSpan(text: string): string {
  span(text);
  return text;
}

function timeToCome(text: string): string {
  if (/^\d+[a-z]+$/.test(text)) throw new InvalidArgumentError('Give a time, or a span of time as --duration.');
  return instant(text);
}

function matchersText({ matchers }: Pick<Silence, 'matchers'>): string {
  return matchers.map(({ name, op, value }) => `${name}${op}${JSON.stringify(value)}`).join(', ');
}

const columns: readonly Column<Silence>[] = [
  { head: 'ID', of: ({ id }) => id, whole: true },
  { head: 'STATE', of: ({ state }) => state },
  { head: 'SILENCES', of: matchersText, flexible: true },
  { head: 'FROM', of: ({ startsAt }) => readableTime(startsAt), optional: true },
  { head: 'UNTIL', of: ({ endsAt }) => readableTime(endsAt) },
  { head: 'BY', of: ({ createdBy }) => createdBy, optional: true },
  { head: 'COMMENT', of: ({ comment }) => comment, flexible: true },
];

function fieldsOf(silence: Silence): [string, string | null][] {
  const { recurrence } = silence;
  return [
    ['id', silence.id],
    ['state', silence.state],
    ['silences', matchersText(silence)],
    ['from', readableTime(silence.startsAt)],
    ['until', readableTime(silence.endsAt)],
    [
      'windows',
      recurrence &&
        `days ${recurrence.weekdays.join(', ')} from ${recurrence.from} for ${recurrence.durationMs / 60_000} min, ${recurrence.timeZone}`,
    ],
    ['comment', silence.comment],
    ['created', `${readableTime(silence.createdAt)} by ${silence.createdBy}`],
    ['ended early', silence.endedAt === null ? null : `${readableTime(silence.endedAt)} by ${silence.endedBy}`],
    ['next change', readableTime(silence.nextChangeAt)],
  ];
}
