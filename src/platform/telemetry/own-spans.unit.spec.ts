import { context, ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags, type Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SpanCollector, startSpanCollector } from '../../../test/support/span-collector.js';
import { OwnSpans } from './own-spans.js';
import { SpanOutbox } from './span-outbox.js';
import { ExportTally } from './export-tally.js';
import { traceSampling } from './trace-sampling.js';

describe('the spans of this process', () => {
  let collector: SpanCollector;
  let spans: OwnSpans;
  let tracer: Tracer;
  beforeEach(async () => {
    collector = await startSpanCollector();
    spans = new OwnSpans();
    const resource = resourceFromAttributes({ 'service.name': 'ours' });
    tracer = new BasicTracerProvider({ sampler: spans, spanProcessors: [spans], resource }).getTracer('test');
  });
  afterEach(async () => {
    await spans.shutdown();
    await collector.close();
  });
  const endpoint = () => `${collector.url}/v1/traces`;

  it('have ids and are not recorded while they go nowhere', () => {
    const span = tracer.startSpan('work');
    expect([span.isRecording(), span.spanContext().traceId]).toEqual([false, expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('arrive as they are, and stop when they go nowhere again', async () => {
    await spans.exportTo({ endpoint: endpoint(), sampleRate: 1 });
    const parent = tracer.startSpan('parent');
    tracer.startSpan('child', { attributes: { n: 1 } }, trace.setSpan(ROOT_CONTEXT, parent)).end();
    parent.end();
    await spans.exportTo(undefined);
    tracer.startSpan('later').end();
    await spans.forceFlush();
    const { traceId, spanId } = parent.spanContext();
    expect(collector.spans).toMatchObject([
      { name: 'child', traceId, parentSpanId: spanId, attributes: { n: 1 }, resource: { 'service.name': 'ours' } },
      { name: 'parent', traceId, spanId },
    ]);
    expect(spans.tally).toMatchObject({ spans: { sent: 2, failed: 0, dropped: 0 }, lastSuccessAt: expect.any(Date) });
  });

  it('are sent by their trace id, and always when they failed', async () => {
    await spans.exportTo({ endpoint: endpoint(), sampleRate: 0 });
    tracer.startSpan('fine').end();
    const failed = tracer.startSpan('failed');
    failed.setStatus({ code: SpanStatusCode.ERROR });
    failed.end();
    expect(failed.spanContext().traceFlags).toBe(TraceFlags.NONE);
    await spans.forceFlush();
    expect(collector.spans.map(({ name }) => name)).toEqual(['failed']);
  });

  it('are not begun within work that is not recorded here', async () => {
    const before = trace.setSpan(context.active(), tracer.startSpan('before'));
    await spans.exportTo({ endpoint: endpoint(), sampleRate: 1 });
    expect(tracer.startSpan('within', {}, before).isRecording()).toBe(false);
    const remote = { ...trace.getSpan(before)!.spanContext(), isRemote: true };
    expect(tracer.startSpan('asked for', {}, trace.setSpanContext(ROOT_CONTEXT, remote)).isRecording()).toBe(true);
    expect(tracer.startSpan('GET', { attributes: { 'http.target': '/readyz?x=1' } }).isRecording()).toBe(false);
  });

  it('are counted as failed with the reason while the receiver refuses them, and are sent again afterwards', async () => {
    collector.answer(400);
    await spans.exportTo({ endpoint: endpoint(), sampleRate: 1 });
    tracer.startSpan('lost').end();
    await spans.forceFlush();
    expect(spans.tally.lastError).toMatchObject({ message: expect.stringContaining('400') });
    collector.answer(200);
    tracer.startSpan('kept').end();
    await spans.forceFlush();
    expect(collector.spans.map(({ name }) => name)).toEqual(['kept']);
    expect(spans.tally.spans).toEqual({ sent: 1, failed: 1, dropped: 0 });
  });

  it('keep nobody waiting who has them go elsewhere, though the receiver is silent', async () => {
    const release = collector.hold();
    await spans.exportTo({ endpoint: endpoint(), sampleRate: 1 });
    tracer.startSpan('work').end();
    await spans.exportTo(undefined);
    expect([spans.target, spans.tally.spans]).toEqual([undefined, { sent: 0, failed: 0, dropped: 0 }]);
    release();
    await spans.forceFlush();
    expect(spans.tally.spans).toEqual({ sent: 1, failed: 0, dropped: 0 });
  });

  it('never wait in greater number than there is room for', async () => {
    const tally = new ExportTally();
    const sizes: number[] = [];
    const sender = { send: async (batch: readonly unknown[]) => void sizes.push(batch.length) };
    const outbox = new SpanOutbox({ sender, tally, capacity: 3, batchSize: 4 });
    for (let n = 0; n < 5; n++) outbox.add({} as never);
    expect([outbox.size, tally.spans.dropped]).toEqual([3, 2]);
    await outbox.flush();
    expect([sizes, tally.spans.sent, outbox.size]).toEqual([[3], 3, 0]);
  });

  it('are a fixed part of all traces', () => {
    const isSampled = traceSampling(0.5);
    const low = `${'0'.repeat(24)}00000001`;
    const high = `${'0'.repeat(24)}ffffff00`;
    expect([isSampled(low), isSampled(high)]).toEqual([true, false]);
    expect([traceSampling(1)(high), traceSampling(0)(low)]).toEqual([true, false]);
  });
});
