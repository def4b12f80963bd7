import type { SpanEvent } from '../../events/span.events.js';
import { earlier, later } from '../../kernel/reported-fold.js';
import { presentReceivedSpan, startOfSpan } from './received-span.js';
import { momentOf } from './told-fields.js';
import { emptyTrace, shifted, type TraceRow } from './trace.row.js';

/** Before any span of the trace has been received. */
export function emptyReceivedTrace(rowId: string, { traceId, spanId, name }: SpanEvent['data'], at: Date): TraceRow {
  return emptyTrace(rowId, name, traceId, spanId, at);
}

/** The trace after one more of its spans. The order of the spans does not matter. */
export function foldReceivedSpan(row: TraceRow, span: SpanEvent['data'], at: Date): TraceRow {
  const start = startOfSpan(span, at);
  const firstAt = earlier(row.first_at, start);
  const finalAt = later(row.final_at, shifted(start, span.durationMs));
  return {
    ...withRoot(row, span, start),
    first_at: firstAt,
    final_at: finalAt,
    started_at: firstAt,
    // A span is sent when it is over.
    ended_at: finalAt,
    duration_ms: finalAt.getTime() - firstAt.getTime(),
  };
}

/** The root is the span without a parent, else the one that began first. */
function withRoot(row: TraceRow, span: SpanEvent['data'], start: Date): TraceRow {
  const worth = `${span.parentSpanId === undefined ? 0 : 1} ${momentOf(start)} ${span.spanId}`;
  const known = row.told['root_span_id'];
  if (known !== undefined && known <= worth) return row;
  return {
    ...row,
    told: { ...row.told, root_span_id: worth },
    root_span_id: span.spanId,
    parent_span_id: span.parentSpanId ?? null,
    name: presentReceivedSpan(span).name,
    status: span.status,
    status_message: span.statusMessage ?? null,
  };
}
