import type { TableSpec } from '../../platform/projections/projection.js';

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** `derived`: from a call that an agent was reported to have made; `received`: a span that was sent as one. */
export const spanSources = ['derived', 'received'] as const;
export type SpanSource = (typeof spanSources)[number];

/** One span, without the root of an agent's run, which is the run's own row. */
export interface TraceSpanRow {
  readonly source: SpanSource;
  /** The agent of a derived span, the trace of a received one. */
  readonly subject: string;
  readonly span_id: string;
  /** As the span itself says; a derived one may not. */
  readonly trace_id: string | null;
  readonly agent_id: string | null;
  readonly parent_span_id: string | null;
  readonly name: string;
  readonly started_at: Date;
  /** Null: nobody told how long it took. */
  readonly duration_ms: number | null;
  readonly status: 'ok' | 'error' | 'unset';
  readonly status_message: string | null;
  readonly attributes: SpanAttributes;
}

export const traceSpansTable: TableSpec<TraceSpanRow> = {
  name: 'trace_spans',
  columns: {
    source: 'text',
    subject: 'text',
    span_id: 'text',
    trace_id: 'text',
    agent_id: 'text',
    parent_span_id: 'text',
    name: 'text',
    started_at: 'timestamptz',
    duration_ms: 'double precision',
    status: 'text',
    status_message: 'text',
    attributes: 'jsonb',
  },
  key: ['subject', 'span_id', 'source'],
  nullable: ['trace_id', 'agent_id', 'parent_span_id', 'duration_ms', 'status_message'],
  indexes: ['(trace_id, source)'],
};
