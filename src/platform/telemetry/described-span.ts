import { type Attributes, type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { isRefusedForGood, OtlpSender } from './otlp-sender.js';

/** A span that is told about, and that nobody here has measured. */
export interface DescribedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  /** `client`: somebody else did the work that was asked for. */
  readonly kind: keyof typeof kinds;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly status: 'ok' | 'error' | 'unset';
  readonly statusMessage: string | null;
  readonly attributes: Attributes;
}

const codes = { ok: SpanStatusCode.OK, error: SpanStatusCode.ERROR, unset: SpanStatusCode.UNSET } as const;
const kinds = {
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Sends described spans to one address, as those of the named service. */
export class DescribedSpanSender {
  private readonly sender: OtlpSender;
  private readonly resource: Resource;

  constructor(endpoint: string, serviceName: string) {
    this.sender = new OtlpSender(endpoint);
    this.resource = resourceFromAttributes({ 'service.name': serviceName });
  }

  send(spans: readonly DescribedSpan[]): Promise<void> {
    return this.sender.send(spans.map((span) => readable(span, this.resource)));
  }

  /** Whether an error of `send` would come again for these spans, whenever they were sent. */
  isFinal(error: unknown): boolean {
    return isRefusedForGood(error);
  }

  close(): Promise<void> {
    return this.sender.close();
  }
}

function readable(span: DescribedSpan, resource: Resource): ReadableSpan {
  const { traceId, spanId, parentSpanId, durationMs, statusMessage } = span;
  const contextOf = (id: string) => ({ traceId, spanId: id, traceFlags: TraceFlags.SAMPLED });
  const startMs = span.startedAt.getTime();
  return {
    name: span.name,
    kind: kinds[span.kind],
    spanContext: () => contextOf(spanId),
    ...(parentSpanId === null ? {} : { parentSpanContext: contextOf(parentSpanId) }),
    startTime: hrTime(startMs),
    endTime: hrTime(startMs + durationMs),
    duration: hrTime(durationMs),
    status: { code: codes[span.status], ...(statusMessage === null ? {} : { message: statusMessage }) },
    attributes: span.attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'orchestrate-monitor' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds; before 1970 there is no time in OTLP. */
function hrTime(milliseconds: number): HrTime {
  const known = Math.max(0, milliseconds);
  const seconds = Math.floor(known / 1_000);
  return [seconds, Math.round((known - seconds * 1_000) * 1e6)];
}
