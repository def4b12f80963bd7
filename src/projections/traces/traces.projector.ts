import type { SpanEvent } from '../../events/span.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, Projection } from '../../platform/projections/projection.js';
import { type AgentRunEvent, emptyRun, foldRun } from './agent-trace.row.js';
import { emptyReceivedTrace, foldReceivedSpan } from './received-trace.row.js';
import { type TraceRow, tracesTable } from './trace.row.js';
import { traceSpans } from './trace-spans.projector.js';

type TraceEvent = AgentRunEvent | SpanEvent;

function rowIdOf({ type, data }: TraceEvent): string {
  return type === 'SpanRecorded' ? `trace/${data.traceId}` : `agent/${data.agentId}`;
}

function fold(row: TraceRow | undefined, event: TraceEvent, rowId: string, at: Date): TraceRow {
  if (event.type === 'SpanRecorded') {
    return foldReceivedSpan(row ?? emptyReceivedTrace(rowId, event.data, at), event.data, at);
  }
  return foldRun(row ?? emptyRun(rowId, event.data.agentId, at), event, at);
}

const traces: FoldOutput<TraceRow> = {
  kind: 'fold',
  table: tracesTable,
  keys: (recorded) => [[rowIdOf(recorded as unknown as TraceEvent)]],
  apply(row, recorded: RecordedEvent, [rowId]) {
    const after = fold(row, recorded as unknown as TraceEvent, String(rowId), occurredAtOf(recorded));
    return { ...after, demo: after.demo || recorded.meta.demo === true };
  },
};

/** The runs of agents and what they did in them, as traces; with the spans that others sent. */
export const tracesProjection: Projection = {
  name: 'traces',
  version: 2,
  types: [
    'AgentSpawned',
    'AgentObserved',
    'AgentStateChanged',
    'ModelCallRecorded',
    'ToolCallRecorded',
    'AgentErrorRecorded',
    'SpanRecorded',
  ],
  outputs: [traces, traceSpans],
};
