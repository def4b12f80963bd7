import { setTimeout as pause } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer, ApiClient } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { allOption, count, cursorOption, given, limitOption, type PagingOptions, wanted } from './option-values.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';
import { type Filter, where } from './where-option.js';

type Metric = ApiAnswer<'listCustomMetrics'>['items'][number];
type Kind = Metric['kind'];

const LOOK_EVERY_MS = 250;

interface RegisterOptions {
  readonly kind: Kind;
  readonly helpText: string;
  readonly unit?: string;
  readonly label?: readonly string[];
  readonly buckets?: readonly number[];
  readonly seriesLimit?: number;
  readonly fromEvent?: string;
  readonly where?: Filter;
  readonly value?: string;
  readonly scale?: number;
  readonly wait?: true;
}

/** Metrics of one's own: told by programs, or following from events. */
export function addMetrics(program: Command, cli: Cli): void {
  const metrics = program.command('metrics').description('metrics of your own, beside those that the service has');
  addList(metrics, cli);
  addRegister(metrics, cli);
  metrics
    .command('push <name> <value>')
    .description('tell a value: a counter goes up by it, a gauge is it, a histogram observes it; -- before one below 0')
    .option('--label <name=value>', 'a label of the metric; once for each', pairs)
    .option('--add', 'change a gauge by the value, rather than setting it')
    .option('--id <id>', 'of this very push: sent again with the same one, it changes nothing')
    .action(
      async (name: string, text: string, options: { label?: Pairs; add?: true; id?: string }, command: Command) => {
        const { label: labels, ...rest } = options;
        const body = { value: number(text), ...given({ labels, ...rest }) };
        const pushed = await answered(
          cli.api(command).POST('/api/metrics/custom/{name}/samples', { params: { path: { name } }, body }),
        );
        cli.show(command, pushed, () => `${pushed.duplicate ? 'known already' : 'pushed'} (${safeText(pushed.id)})\n`);
      },
    );

  metrics
    .command('remove <name>')
    .description('remove a custom metric with its series')
    .action(async (name: string, _options: object, command: Command) => {
      const removed = await answered(
        cli.api(command).DELETE('/api/metrics/custom/{name}', { params: { path: { name } } }),
      );
      cli.show(command, removed, () => `removed ${safeText(removed.name)}\n`);
    });
}

function addList(metrics: Command, cli: Cli): void {
  metrics
    .command('list', { isDefault: true })
    .description('custom metrics, the newest first, and how far the history of each is')
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(['counter', 'gauge', 'histogram']))
    .option('--text <text>', 'only with this text in the name')
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: PagingOptions & { kind?: Kind; text?: string }, command: Command) => {
      const api = cli.api(command);
      const filter = given({ kind: options.kind, text: options.text });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/metrics/custom', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'custom metrics', (items) => table(columns, items, cli.terminal));
    });
}

function addRegister(metrics: Command, cli: Cli): void {
  metrics
    .command('register <name>')
    .description('register a metric to push to, or one that follows from events and has their whole history')
    .addOption(
      new Option('--kind <kind>', 'what it is').choices(['counter', 'gauge', 'histogram']).makeOptionMandatory(),
    )
    .requiredOption('--help-text <text>', 'what it says, in a sentence')
    .option('--unit <unit>', 'part of the name, as seconds is of wait_seconds')
    .option('--label <name[=field]>', 'a label; over events, the field that it is of; once for each', collect)
    .addOption(new Option('--buckets <bounds>', 'upper bounds of a histogram, as in 0.1,1,10').argParser(numbers))
    .addOption(new Option('--series-limit <n>', 'most series; beyond it labels say other').argParser(count))
    .option('--from-event <type>', 'it follows from events of this type, as in ToolCallRecorded')
    .addOption(
      new Option('--where <conditions>', "which of them count, as in 'tool=Bash,success=false'").argParser(where),
    )
    .option('--value <field>', 'the number that is added, set or observed; by default 1 for each event')
    .addOption(new Option('--scale <factor>', 'times this, as 0.001 makes seconds of ms').argParser(number))
    .option('--wait', 'wait until its history is there, and show how far it is')
    .action(async (name: string, options: RegisterOptions, command: Command) => {
      const stray = (['where', 'value', 'scale'] as const).find((option) => options[option] !== undefined);
      if (options.fromEvent === undefined && stray) {
        return command.error(`error: --${stray} is about events; name their type with --from-event`);
      }
      if (options.scale !== undefined && options.value === undefined) {
        return command.error('error: --scale is of a number; name its field with --value');
      }
      const api = cli.api(command);
      const registered = await answered(api.POST('/api/metrics/custom', { body: { name, ...definitionOf(options) } }));
      if (options.wait) await awaitHistory(api, name, registered.position, cli);
      cli.show(command, registered, () => `${registered.changed ? 'registered' : 'unchanged'} ${safeText(name)}\n`);
    });
}

function definitionOf({ kind, helpText, unit, buckets, seriesLimit, ...options }: RegisterOptions) {
  const named = (options.label ?? []).map((text) => {
    const [label = '', field = label] = text.split('=', 2);
    return [label, field] as const;
  });
  const { fromEvent, value, scale } = options;
  const source =
    fromEvent === undefined
      ? undefined
      : {
          eventType: fromEvent,
          labels: Object.fromEntries(named),
          ...given({ filter: options.where }),
          ...(value === undefined ? {} : { value: { field: value, ...given({ scale }) } }),
        };
  return {
    kind,
    help: helpText,
    labels: named.map(([label]) => label),
    ...given({ unit, seriesLimit, source, buckets: buckets && [...buckets] }),
  };
}

/** Looks again and again until every event before the definition has been read. */
async function awaitHistory(api: ApiClient, name: string, minPosition: string, { terminal }: Cli): Promise<void> {
  let said = '';
  for (;;) {
    const { progress } = await answered(
      api.GET('/api/metrics/custom/{name}', { params: { path: { name }, query: { minPosition } } }),
    );
    const now = `${progress.state} ${percent(progress.ratio)}`;
    if (now !== said) terminal.err(`history of ${safeText(name)}: ${now}\n`);
    if (progress.state === 'complete') return;
    said = now;
    await pause(LOOK_EVERY_MS);
  }
}

type Pairs = Readonly<Record<string, string>>;

function pairs(text: string, before: Pairs = {}): Pairs {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Give a label as in team=core.');
  return { ...before, [name]: value };
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

function number(text: string): number {
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw new InvalidArgumentError('Give a number.');
  return Number(text);
}

const numbers = (text: string): readonly number[] => text.split(',').map(number);

const percent = (part: number): string => `${Math.floor(part * 100)} %`;

const columns: readonly Column<Metric>[] = [
  { head: 'NAME', of: ({ name }) => name, whole: true },
  { head: 'KIND', of: ({ kind }) => kind },
  { head: 'LABELS', of: ({ labels }) => labels.join(', ') },
  { head: 'SOURCE', of: ({ source }) => source?.eventType ?? 'pushed' },
  { head: 'HISTORY', of: ({ progress }) => `${progress.state} ${percent(progress.ratio)}` },
  { head: 'LIMIT', of: ({ seriesLimit }) => seriesLimit, optional: true },
  { head: 'HELP', of: ({ help }) => help, flexible: true },
];
