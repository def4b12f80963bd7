import { Query } from '@nestjs/cqrs';
import type { SpanAttributes } from './trace-span.row.js';

/** A run, a call or a received span as a span of its own, complete enough to be shown elsewhere. */
export interface ToldSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  /** Of a received span, where it says; null: its name tells. */
  readonly kind: 'internal' | 'client' | 'server' | 'producer' | 'consumer' | null;
  readonly startedAt: Date;
  /** Null: nobody told how long it took. */
  readonly durationMs: number | null;
  readonly status: 'ok' | 'error' | 'unset';
  readonly statusMessage: string | null;
  readonly attributes: SpanAttributes;
}

/** The spans of these calls, of the runs of these agents as far as they have ended, and these that were received. */
export class ListToldSpans extends Query<readonly ToldSpan[]> {
  constructor(
    readonly calls: readonly { readonly agentId: string; readonly spanId: string }[],
    readonly endedAgents: readonly string[],
    readonly received: readonly { readonly traceId: string; readonly spanId: string }[],
  ) {
    super();
  }
}
