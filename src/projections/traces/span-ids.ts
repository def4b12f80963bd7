import type { RecordedEvent } from '../../kernel/event.js';
import { stableHash } from '../../kernel/stable-hash.js';

const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

/** The W3C ids of an agent's run where its telemetry names none: always the same for the same agent. */
export function derivedRunIds(agentId: string): { readonly traceId: string; readonly spanId: string } {
  return {
    traceId: validId(stableHash(`run ${agentId}`), TRACE_ID_DIGITS),
    spanId: derivedSpanId(`run ${agentId}`),
  };
}

/** The span id of a call that was reported without one. The id of an event is unique in its stream only. */
export function derivedCallSpanId({ stream, id }: Pick<RecordedEvent, 'stream' | 'id'>): string {
  return derivedSpanId(`call ${stream} ${id}`);
}

export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** The trace, and the span in it, that a `traceparent` names; undefined when it is none. */
export function traceContextOf(traceparent: string | undefined): TraceContext | undefined {
  const [, traceId, spanId] = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent ?? '') ?? [];
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}

function derivedSpanId(text: string): string {
  return validId(stableHash(text).slice(-SPAN_ID_DIGITS), SPAN_ID_DIGITS);
}

/** An id of zeros alone is none. */
function validId(digits: string, length: number): string {
  return /[^0]/.test(digits) ? digits : '1'.padStart(length, '0');
}
