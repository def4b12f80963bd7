import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ListToldSpans, type ToldSpan } from './list-told-spans.query.js';
import { runAttributes } from './run-span.js';
import type { TraceRow } from './trace.row.js';
import type { TraceSpanRow } from './trace-span.row.js';

type CallRow = TraceSpanRow & {
  readonly run_trace_id: string;
  readonly run_span_id: string;
  readonly run_parent_span_id: string | null;
};
type RunRow = TraceRow & { readonly parent_run_span_id: string | null };

@QueryHandler(ListToldSpans)
export class ListToldSpansHandler implements IQueryHandler<ListToldSpans> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ calls, endedAgents, received }: ListToldSpans): Promise<readonly ToldSpan[]> {
    const callRows: CallRow[] = await this.dataSource.query(
      `select s.*, t.trace_id as run_trace_id, t.root_span_id as run_span_id, t.parent_span_id as run_parent_span_id
       from unnest($1::text[], $2::text[]) with ordinality as u(subject, span_id, place)
       join trace_spans s on s.subject = u.subject and s.span_id = u.span_id and s.source = 'derived'
       join traces t on t.id = 'agent/' || u.subject
       order by u.place`,
      [calls.map(({ agentId }) => agentId), calls.map(({ spanId }) => spanId)],
    );
    const runRows: RunRow[] = await this.dataSource.query(
      `select t.*, p.root_span_id as parent_run_span_id from traces t
       left join traces p on p.id = 'agent/' || t.parent_agent_id and p.trace_id = t.trace_id
       where t.id = any($1::text[]) and t.ended_at is not null
       order by t.started_at, t.id`,
      [endedAgents.map((agentId) => `agent/${agentId}`)],
    );
    const receivedRows: TraceSpanRow[] = await this.dataSource.query(
      `select s.* from unnest($1::text[], $2::text[]) with ordinality as u(subject, span_id, place)
       join trace_spans s on s.subject = u.subject and s.span_id = u.span_id and s.source = 'received'
       order by u.place`,
      [received.map(({ traceId }) => traceId), received.map(({ spanId }) => spanId)],
    );
    return [...runRows.map(toldRun), ...callRows.map(toldCall), ...receivedRows.map(toldReceived)];
  }
}

/** All calls of a run stand in its trace, whatever traces they name: below the run, unless they name another span there. */
function toldCall(row: CallRow): ToldSpan {
  const isElsewhere = row.trace_id !== null && row.trace_id !== row.run_trace_id;
  const isSibling = row.parent_span_id === row.run_parent_span_id;
  return {
    traceId: row.run_trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id === null || isElsewhere || isSibling ? row.run_span_id : row.parent_span_id,
    name: row.name,
    kind: null,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    status: row.status,
    statusMessage: row.status_message,
    attributes: row.attributes,
  };
}

/** As it was sent, but for its name. */
function toldReceived(row: TraceSpanRow): ToldSpan {
  return {
    traceId: row.subject,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    name: row.name,
    kind: kindOf(row.attributes['span.kind']),
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    status: row.status,
    statusMessage: row.status_message,
    attributes: row.attributes,
  };
}

function toldRun(row: RunRow): ToldSpan {
  return {
    traceId: row.trace_id,
    spanId: row.root_span_id,
    parentSpanId: row.parent_span_id ?? row.parent_run_span_id,
    name: row.name,
    kind: null,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    status: row.status === 'running' ? 'unset' : row.status,
    statusMessage: row.status_message,
    attributes: runAttributes(row),
  };
}

const kinds = ['internal', 'client', 'server', 'producer', 'consumer'] as const;

function kindOf(value: unknown): ToldSpan['kind'] {
  return kinds.find((kind) => kind === value) ?? null;
}
