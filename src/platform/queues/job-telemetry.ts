import { type Attributes, type Context, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import type { Span, Telemetry } from 'bullmq';
import { BullMQOtel, BullMQOTelSpan } from 'bullmq-otel';
import { tellFailure } from '../telemetry/in-span.js';
import { redactText } from '../telemetry/redact-secrets.js';

const { tracer, contextManager } = new BullMQOtel({ tracerName: 'orchestrate-monitor' });

/**
 * Spans of jobs: who adds one and who does it are of one trace. What BullMQ does for itself (looking for work every few
 * seconds, for what stands still) makes none, as nobody asked for it; and what it writes down of a failure bears no
 * secrets.
 */
export const jobTelemetry: Telemetry<Context> = {
  tracer: {
    startSpan(name, options: { kind?: SpanKind } = {}, context) {
      if (options.kind !== SpanKind.PRODUCER && options.kind !== SpanKind.CONSUMER) return noSpan;
      return new JobSpan((tracer.startSpan(name, options, context) as BullMQOTelSpan).span);
    },
  },
  contextManager: {
    with: (context, work) => contextManager.with(context, work),
    active: () => contextManager.active(),
    root: () => ROOT_CONTEXT,
    getMetadata: (context) => contextManager.getMetadata(context),
    fromMetadata: (context, metadata) => contextManager.fromMetadata(context, metadata),
  },
};

class JobSpan extends BullMQOTelSpan {
  override addEvent(name: string, attributes: Attributes = {}): void {
    const clean = Object.entries(attributes).map(([key, value]) => [
      key,
      typeof value === 'string' ? redactText(value) : value,
    ]);
    super.addEvent(name, Object.fromEntries(clean) as Attributes);
  }

  override recordException(exception: unknown): void {
    tellFailure(this.span, exception);
  }
}

const noSpan: Span<Context> = {
  setSpanOnContext: (context) => context,
  setAttribute: () => undefined,
  setAttributes: () => undefined,
  addEvent: () => undefined,
  recordException: () => undefined,
  end: () => undefined,
};
