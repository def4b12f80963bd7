import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer, ApiClient } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import {
  allOption,
  cursorOption,
  given,
  instant,
  limitOption,
  type PagingOptions,
  span,
  toOption,
  wanted,
} from './option-values.js';
import { readableSeconds, readableTime } from './readable.js';
import { type Column, fields, table } from './table.js';
import { addTraceExport } from './trace-export.cli.js';
import { waterfall } from './waterfall.js';

type TraceItem = ApiAnswer<'listTraces'>['items'][number];
type Trace = ApiAnswer<'getTrace'>;

interface SearchOptions extends PagingOptions {
  readonly agentId?: string;
  readonly type?: string;
  readonly epic?: string;
  readonly story?: string;
  readonly status?: string;
  readonly minDuration?: number;
  readonly maxDuration?: number;
  readonly demo?: boolean;
  readonly from?: string;
  readonly to?: string;
}

export function addTraces(program: Command, cli: Cli): void {
  const trace = program.command('trace').description('the runs of agents as traces, with what was done in them');
  trace
    .command('search')
    .description('traces, the newest first; several values of a filter with commas between')
    .option('--agent, --agent-id <ids>', 'only the runs of these agents')
    .option('--type <types>', 'only of agents of these types')
    .option('--epic <ids>', 'only of these epics')
    .option('--story <ids>', 'only of these stories')
    .option('--status <statuses>', 'only with these: ok, error, unset, running')
    .addOption(new Option('--min-duration <span>', 'only that took so long, as in 500ms, 90s, 2h').argParser(duration))
    .addOption(new Option('--max-duration <span>', 'only that took no longer').argParser(duration))
    .option('--demo', 'only simulated ones')
    .option('--no-demo', 'only real ones')
    .addOption(
      new Option('--since, --from <time>', 'from then on: 24h (ago), a date, or a time with a zone').argParser(instant),
    )
    .addOption(toOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: SearchOptions, command: Command) => {
      const api = cli.api(command);
      const filter = given({
        agentId: options.agentId,
        agentType: options.type,
        epicId: options.epic,
        storyId: options.story,
        status: options.status,
        minDurationMs: options.minDuration?.toString(),
        maxDurationMs: options.maxDuration?.toString(),
        demo: options.demo === undefined ? undefined : options.demo ? ('true' as const) : ('false' as const),
        from: options.from,
        to: options.to,
      });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/traces', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'traces', (items) => table(columns, items, cli.terminal));
    });

  trace
    .command('view <id>')
    .description('one trace as a waterfall: by its id, or the newest run of an agent by the id of the agent')
    .addOption(limitOption(500))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (id: string, options: PagingOptions, command: Command) => {
      const api = cli.api(command);
      const traceId = await traceIdOf(api, id);
      let trace: Trace | undefined;
      const spans = await collectPages(wanted(options), async (query) => {
        trace = await answered(api.GET('/api/traces/{id}', { params: { path: { id: traceId }, query } }));
        return { items: trace.spans, nextCursor: trace.nextCursor, total: trace.spanCount };
      });
      if (trace === undefined) return;
      const whole: Trace = { ...trace, spans: spans.items, nextCursor: spans.nextCursor };
      cli.show(command, whole, () => `${fields(fieldsOf(whole))}\n`);
      if (command.optsWithGlobals<{ json?: true }>().json) return;
      cli.showPage(command, spans, 'spans', (items) => waterfall(items, cli.terminal));
    });

  addTraceExport(trace, cli);
}

/** An id of a trace is one; any other is taken for an agent's. */
async function traceIdOf(api: ApiClient, id: string): Promise<string> {
  if (/^[0-9a-f]{32}$/.test(id)) {
    const { error } = await api.GET('/api/traces/{id}', { params: { path: { id }, query: { limit: 1 } } });
    if (error === undefined) return id;
  }
  // A comma would stand between two agents.
  const { items } = id.includes(',')
    ? { items: [] }
    : await answered(api.GET('/api/traces', { params: { query: { agentId: id, limit: 1 } } }));
  const [newest] = items;
  if (newest) return newest.traceId;
  throw new CliError(
    { title: 'Not found', detail: `there is no trace ${id}, and no agent ${id} with one`, code: 'TRACE_NOT_FOUND' },
    ['`orchestrate trace search` lists the traces that there are.'],
  );
}

/** Milliseconds of `500ms`, or of a span of time as elsewhere. */
function duration(text: string): number {
  const [, amount] = /^(\d{1,9})ms$/.exec(text) ?? [];
  if (amount !== undefined) return Number(amount);
  try {
    return span(text);
  } catch {
    throw new InvalidArgumentError('Give a span of time such as 500ms, 90s or 2h.');
  }
}

const columns: readonly Column<TraceItem>[] = [
  { head: 'TRACE', of: ({ traceId }) => traceId, whole: true },
  { head: 'AGENT', of: ({ agentId }) => agentId, flexible: true },
  { head: 'TYPE', of: ({ agentType, agentId, name }) => (agentId === null ? name : agentType), flexible: true },
  { head: 'STATUS', of: ({ status }) => status },
  { head: 'STARTED', of: ({ startedAt }) => readableTime(startedAt), optional: true },
  { head: 'DURATION', of: ({ durationMs }) => readableSeconds(durationMs / 1_000) },
  { head: 'SPANS', of: ({ spanCount }) => spanCount, optional: true },
  { head: 'ERRORS', of: ({ errors }) => errors, optional: true },
];

function fieldsOf(trace: Trace): [string, string | number | null][] {
  const [run] = trace.agents;
  const more = trace.agents.length - 1;
  return [
    ['trace', trace.traceId],
    ['root', trace.name],
    ['agent', trace.agentId === null || more < 1 ? trace.agentId : `${trace.agentId} and ${more} more`],
    ['type', run?.agentType ?? null],
    ['status', trace.status],
    ...(run?.statusMessage ? [['message', run.statusMessage] as [string, string]] : []),
    ['started', readableTime(trace.startedAt)],
    ['ended', readableTime(trace.endedAt)],
    ['duration', readableSeconds(trace.durationMs / 1_000)],
    ['spans', `${trace.spanCount} (${trace.errorCount} failed)${trace.truncated ? ', too many to show all' : ''}`],
  ];
}
