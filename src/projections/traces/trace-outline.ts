import type { DataSource } from 'typeorm';
import type { SpanNode } from './span-tree.js';
import type { TraceRow } from './trace.row.js';
import type { SpanSource, TraceSpanRow } from './trace-span.row.js';

const MAX_RUNS = 500;
const MAX_SPANS = 20_000;
const MAX_CARRIED_TRACES = 500;

/** A span without what makes it large, so that a whole trace can be put in order. */
export interface OutlinedSpan extends SpanNode {
  readonly source: SpanSource;
  readonly subject: string;
  readonly startedAt: Date;
  /** Null: nobody told how long it took. */
  readonly durationMs: number | null;
  readonly failed: boolean;
  /** The run that it is the root of. */
  readonly run: TraceRow | undefined;
}

export interface TraceOutline {
  /** In the order of their start. */
  readonly runs: readonly TraceRow[];
  /** In the order of their start; a run stands before what begins with it. */
  readonly spans: readonly OutlinedSpan[];
  /** There are more. */
  readonly truncated: boolean;
  /** What the received spans of this trace amount to. */
  readonly received: TraceRow | undefined;
}

type OutlineRow = Pick<
  TraceSpanRow,
  'source' | 'subject' | 'span_id' | 'parent_span_id' | 'agent_id' | 'started_at' | 'duration_ms' | 'status'
>;

const columns = 'source, subject, span_id, parent_span_id, agent_id, started_at, duration_ms, status';

/**
 * What belongs to a trace: the runs that have its id with all their calls, what else names it, and the spans received of
 * it. The calls of one run may name several traces, one for each prompt: those belong to the run's trace as well.
 */
export async function readOutline(dataSource: DataSource, traceId: string): Promise<TraceOutline> {
  const found: TraceRow[] = await dataSource.query(
    `(select * from traces where trace_id = $1 and agent_id is not null order by started_at, id limit ${MAX_RUNS})
     union all (select * from traces where id = $2)`,
    [traceId, `trace/${traceId}`],
  );
  const runs = found.filter(({ agent_id }) => agent_id !== null);
  const agents = runs.map(({ agent_id }) => agent_id);
  const carried: { trace_id: string }[] = await dataSource.query(
    `select distinct trace_id from trace_spans
     where subject = any($1::text[]) and source = 'derived' and trace_id is not null limit ${MAX_CARRIED_TRACES}`,
    [agents],
  );
  const rows: OutlineRow[] = await dataSource.query(
    `select ${columns} from trace_spans where (subject = any($1::text[]) and source = 'derived')
       or trace_id = any($2::text[]) order by started_at, span_id, subject limit ${MAX_SPANS + 1}`,
    [agents, [traceId, ...carried.map(({ trace_id }) => trace_id)]],
  );
  return {
    runs,
    spans: [...runs.map(outlinedRun), ...rows.slice(0, MAX_SPANS).map(outlinedSpan)].sort(compareSpans),
    truncated: rows.length > MAX_SPANS,
    received: found.find(({ agent_id }) => agent_id === null),
  };
}

function outlinedRun(run: TraceRow): OutlinedSpan {
  return {
    kind: 'run',
    spanId: run.root_span_id,
    parentSpanId: run.parent_span_id,
    agentId: run.agent_id,
    parentAgentId: run.parent_agent_id,
    source: 'derived',
    subject: run.id,
    startedAt: run.started_at,
    durationMs: run.duration_ms,
    failed: run.status === 'error',
    run,
  };
}

function outlinedSpan(row: OutlineRow): OutlinedSpan {
  return {
    kind: row.source === 'derived' ? 'call' : 'received',
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    agentId: row.agent_id,
    source: row.source,
    subject: row.subject,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    failed: row.status === 'error',
    run: undefined,
  };
}

/** Where a span stands among those that begin in the same millisecond; different for each. */
export function tieOf({ kind, spanId, subject }: OutlinedSpan): string {
  return `${kind === 'run' ? 0 : 1} ${spanId} ${subject}`;
}

export function compareSpans(one: OutlinedSpan, other: OutlinedSpan): number {
  return one.startedAt.getTime() - other.startedAt.getTime() || (tieOf(one) < tieOf(other) ? -1 : 1);
}
