import type { AgentActivityEvent } from '../../events/agent.events.js';
import type { SpanEvent } from '../../events/span.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput } from '../../platform/projections/projection.js';
import { presentCall } from './call-span.js';
import { presentReceivedSpan, startOfSpan } from './received-span.js';
import { derivedCallSpanId } from './span-ids.js';
import { shifted } from './trace.row.js';
import { type TraceSpanRow, traceSpansTable } from './trace-span.row.js';

const MAX_MESSAGE_CHARS = 2_000;

type SpanLike = Extract<AgentActivityEvent, { type: 'ModelCallRecorded' | 'ToolCallRecorded' }> | SpanEvent;

function spanOf(recorded: RecordedEvent): TraceSpanRow | undefined {
  const event = recorded as unknown as SpanLike;
  const at = occurredAtOf(recorded);
  switch (event.type) {
    case 'ModelCallRecorded':
    case 'ToolCallRecorded': {
      const { agentId, spanId, traceId, parentSpanId, durationMs, success, error } = event.data;
      return {
        source: 'derived',
        subject: agentId,
        span_id: spanId ?? derivedCallSpanId(recorded),
        trace_id: traceId ?? null,
        agent_id: agentId,
        parent_span_id: parentSpanId ?? null,
        // A call is told of when it is over; one whose duration nobody told stands at that moment.
        started_at: shifted(at, -(durationMs ?? 0)),
        duration_ms: durationMs ?? null,
        status: success ? 'ok' : 'error',
        status_message: error?.slice(0, MAX_MESSAGE_CHARS) ?? null,
        ...presentCall(event),
      };
    }
    case 'SpanRecorded':
      return {
        source: 'received',
        subject: event.data.traceId,
        span_id: event.data.spanId,
        trace_id: event.data.traceId,
        agent_id: null,
        parent_span_id: event.data.parentSpanId ?? null,
        started_at: startOfSpan(event.data, at),
        duration_ms: event.data.durationMs,
        status: event.data.status,
        status_message: event.data.statusMessage ?? null,
        ...presentReceivedSpan(event.data),
      };
    default:
      return undefined;
  }
}

/** Every call and every received span, as it is shown in its trace. A span is told once; its first telling counts. */
export const traceSpans: InsertOutput<TraceSpanRow> = {
  kind: 'insert',
  table: traceSpansTable,
  rows(event) {
    const span = spanOf(event);
    return span ? [span] : [];
  },
};
