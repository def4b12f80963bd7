import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { decodeCursor, encodeCursor } from '../../platform/http/paging.js';
import { AGENT_SPAN } from './agent-trace.row.js';
import { runAttributes } from './run-span.js';
import { ShowTrace } from './show-trace.query.js';
import { countSpans, type SpanCounts } from './span-counts.js';
import { placeSpans, type SpanPlace } from './span-tree.js';
import { type OutlinedSpan, readOutline, tieOf, type TraceOutline } from './trace-outline.js';
import { shifted } from './trace.row.js';
import { presentTrace, type TraceDetail, type TraceSpan } from './trace.response.js';
import type { TraceSpanRow } from './trace-span.row.js';

type Placed = readonly [span: OutlinedSpan, place: SpanPlace];

/** The whole trace is put in order by its outline; what makes spans large is read for one page of them. */
@QueryHandler(ShowTrace)
export class ShowTraceHandler implements IQueryHandler<ShowTrace> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ traceId, paging }: ShowTrace): Promise<TraceDetail> {
    const outline = await readOutline(this.dataSource, traceId);
    const placed: readonly Placed[] = [...placeSpans(outline.spans)];
    if (placed.length === 0) {
      throw new DomainError('TRACE_NOT_FOUND', `there is no trace ${traceId}`, { fault: 'not_found' });
    }
    const start = paging.cursor === undefined ? 0 : placeAfter(placed, paging.cursor);
    const page = placed.slice(start, start + paging.limit);
    const last = page.at(-1)?.[0];
    const counts = await this.countsOf(traceId, outline, placed);
    return {
      traceId,
      ...summaryOf(outline, placed),
      errorCount: counts.failed,
      agents: outline.runs.map((run) => presentTrace(run, counts)),
      spanCount: counts.spans,
      truncated: outline.truncated,
      spans: await this.spansOf(page),
      nextCursor:
        last !== undefined && start + page.length < placed.length
          ? encodeCursor([last.startedAt.getTime(), tieOf(last)])
          : null,
    };
  }

  /** Of the spans at hand, or else a span that has come meanwhile would be counted and not shown. */
  private async countsOf(traceId: string, { truncated }: TraceOutline, placed: readonly Placed[]): Promise<SpanCounts> {
    const counted = truncated ? (await countSpans(this.dataSource, [traceId])).get(traceId) : undefined;
    return counted ?? { spans: placed.length, failed: placed.filter(([{ failed }]) => failed).length };
  }

  private async spansOf(page: readonly Placed[]): Promise<TraceSpan[]> {
    const wanted = page.map(([span]) => span).filter(({ run }) => run === undefined);
    const rows: TraceSpanRow[] = await this.dataSource.query(
      `select s.* from unnest($1::text[], $2::text[], $3::text[]) as u(subject, span_id, source)
       join trace_spans s using (subject, span_id, source)`,
      [wanted.map(({ subject }) => subject), wanted.map(({ spanId }) => spanId), wanted.map(({ source }) => source)],
    );
    const known = new Map(rows.map((row) => [keyOf(row.source, row.subject, row.span_id), row]));
    return page.flatMap(([span, place]) => {
      const told =
        span.run === undefined
          ? spanWords(known.get(keyOf(span.source, span.subject, span.spanId)))
          : runWords(span.run);
      return told === undefined ? [] : [presentSpan(span, place, told)];
    });
  }
}

type Words = Pick<TraceSpan, 'name' | 'status' | 'statusMessage' | 'attributes'>;

function runWords(run: NonNullable<OutlinedSpan['run']>): Words {
  return { name: run.name, status: run.status, statusMessage: run.status_message, attributes: runAttributes(run) };
}

/** Undefined when a rebuild has taken it away since. */
function spanWords(row: TraceSpanRow | undefined): Words | undefined {
  if (row === undefined) return undefined;
  return { name: row.name, status: row.status, statusMessage: row.status_message, attributes: row.attributes };
}

function presentSpan(span: OutlinedSpan, { parentSpanId, orphan }: SpanPlace, words: Words): TraceSpan {
  return {
    spanId: span.spanId,
    parentSpanId,
    name: words.name,
    startedAt: span.startedAt.toISOString(),
    durationMs: span.durationMs,
    status: words.status,
    statusMessage: words.statusMessage,
    attributes: words.attributes,
    source: span.source,
    agentId: span.agentId,
    ...(orphan ? { orphan } : {}),
  };
}

/** A trace is told by the first run in it, else by its received root; of calls that belong to another run, by those. */
function summaryOf({ runs, received }: TraceOutline, placed: readonly Placed[]) {
  const root = runs[0] ?? received;
  const [first] = placed[0]!;
  const durationMs = placed.reduce(
    (longest, [span]) =>
      Math.max(longest, span.startedAt.getTime() - first.startedAt.getTime() + (span.durationMs ?? 0)),
    0,
  );
  const isOver = runs.every(({ ended_at }) => ended_at !== null);
  return {
    name: root?.name ?? AGENT_SPAN,
    rootSpanId: root?.root_span_id ?? first.spanId,
    agentId: runs[0]?.agent_id ?? placed.find(([{ agentId }]) => agentId !== null)?.[0].agentId ?? null,
    startedAt: first.startedAt.toISOString(),
    endedAt: isOver ? shifted(first.startedAt, durationMs).toISOString() : null,
    durationMs,
    status: root?.status ?? ('unset' as const),
  };
}

/** How many spans stand before the page that the cursor begins. */
function placeAfter(placed: readonly Placed[], cursor: string): number {
  const [time, tie] = decodeCursor(cursor, 2);
  if (typeof time !== 'number' || typeof tie !== 'string') {
    throw new DomainError('CURSOR_INVALID', 'cursor: not one that this trace answered; start again without it', {
      fault: 'invalid',
      fields: [{ field: 'cursor', message: 'not a cursor of this trace' }],
    });
  }
  const next = placed.findIndex(([span]) => {
    const order = span.startedAt.getTime() - time;
    return order > 0 || (order === 0 && tieOf(span) > tie);
  });
  return next < 0 ? placed.length : next;
}

function keyOf(source: string, subject: string, spanId: string): string {
  return `${source} ${spanId} ${subject}`;
}
