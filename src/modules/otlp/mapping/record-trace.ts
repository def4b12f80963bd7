import { idOf } from '../decoding/otlp-values.js';
import type { OtlpLogRecord } from '../otlp-records.js';

/** Where in a trace something happened. Undefined members are not known. */
export interface TracePlace {
  readonly traceId?: string | undefined;
  /** The span within which it happened; that it had one of its own, a log record does not tell. */
  readonly parentSpanId?: string | undefined;
}

/** The trace and span that were active when the record was written; some writers put them into attributes instead. */
export function traceOf({ traceId, spanId, attributes }: OtlpLogRecord): TracePlace {
  if (traceId !== undefined) return { traceId, parentSpanId: spanId };
  const stamped = idOf(attributes['trace_id'], 16);
  return stamped === undefined ? {} : { traceId: stamped, parentSpanId: idOf(attributes['span_id'], 8) };
}
