import type { DescribedSpan } from '../../../platform/telemetry/described-span.js';
import type { ToldSpan } from '../../../projections/traces/index.js';

/** What another system did is a client's span. */
const outward: ReadonlySet<string> = new Set(['api_call', 'database_query', 'http_request']);

/** Says of a span that has to have an end, and whose end nobody told, that its length means nothing. */
const DURATION_UNKNOWN = { 'orchestrate.duration_unknown': true } as const;

/** What is told of a run, a call or a received span, as it is sent. */
export function describedSpan({ durationMs, attributes, ...span }: ToldSpan): DescribedSpan {
  return {
    ...span,
    kind: span.kind ?? (outward.has(span.name) ? 'client' : 'internal'),
    durationMs: durationMs ?? 0,
    attributes: durationMs === null ? { ...attributes, ...DURATION_UNKNOWN } : attributes,
  };
}
