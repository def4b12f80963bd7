import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { CommandContext } from '../../kernel/command-context.js';
import { EventFactory } from '../commands/event-factory.js';
import { tracedEventLog } from '../event-store/traced-event-log.js';
import { inSpan, untraced } from './in-span.js';
import { createLogger } from './logger.js';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
afterEach(() => exporter.reset());
afterAll(() => provider.shutdown());

const ended = () => exporter.getFinishedSpans();

describe('work in a span', () => {
  it('is one span below the work at hand, with what it answers', async () => {
    const answer = await inSpan('outer', {}, () => inSpan('inner', { attributes: { n: 1 } }, async () => 'done'));
    const [inner, outer] = ended();
    expect(answer).toBe('done');
    expect(inner).toMatchObject({ name: 'inner', kind: SpanKind.INTERNAL, attributes: { n: 1 } });
    expect(inner!.parentSpanContext?.spanId).toBe(outer!.spanContext().spanId);
  });

  it('has failed with the reason, without its secrets', async () => {
    const failing = inSpan('work', {}, () => Promise.reject(new TypeError('no token=abc123secretabc123')));
    await expect(failing).rejects.toThrow(TypeError);
    const [{ status, attributes } = {}] = ended();
    expect([status?.code, attributes?.['error.type']]).toEqual([SpanStatusCode.ERROR, 'TypeError']);
    expect(status?.message).not.toContain('abc123secretabc123');
  });

  it('has not failed when it refuses, unless a part is away', async () => {
    for (const fault of ['conflict', 'unavailable'] as const) {
      await inSpan(fault, {}, () => Promise.reject(new DomainError('NO', 'no', { fault }))).catch(() => undefined);
    }
    expect(ended().map(({ name, status, attributes }) => [name, status.code, attributes['error.type']])).toEqual([
      ['conflict', SpanStatusCode.UNSET, 'NO'],
      ['unavailable', SpanStatusCode.ERROR, 'NO'],
    ]);
  });

  it('makes none where it is not worth one', async () => {
    await untraced(() => inSpan('look', {}, async () => undefined));
    expect(ended()).toEqual([]);
  });

  it('is named by its lines of the log and by its events', async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', stream: { write: (line) => void lines.push(line) } });
    const factory = new EventFactory(
      { versionOf: () => 1, check: () => undefined, upcast: (event) => event },
      { now: () => new Date(0) },
      { next: () => '018d0d5a-0000-7000-8000-000000000001' },
    );
    const context: CommandContext = {
      actor: { type: 'system', id: 'system', name: 'system' },
      correlationId: 'c',
      source: 'system',
    };
    const event = await inSpan('job', {}, async () => {
      logger.info('at work');
      return factory.create({ type: 'Done', data: {} }, context);
    });
    const { traceId, spanId } = ended()[0]!.spanContext();
    expect(JSON.parse(lines[0]!)).toMatchObject({ trace_id: traceId, span_id: spanId });
    expect(event.meta.traceparent).toBe(`00-${traceId}-${spanId}-01`);
    const given = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const told = await inSpan('job', {}, async () =>
      factory.create({ type: 'Done', data: {} }, { ...context, traceparent: given }),
    );
    expect(told.meta.traceparent).toBe(given);
  });
});

describe('the event log', () => {
  it('has a span for each append and each read, without the work of who reads', async () => {
    const log = tracedEventLog(new InMemoryEventLog());
    for await (const _ of log.readStream('agent-1')) void _;
    await expect(log.append('agent-1', [], { expected: 'any' })).rejects.toMatchObject({ name: 'EventLogError' });
    await log.readAll({ limit: 1 });
    expect(trace.getActiveSpan()).toBeUndefined();
    expect(ended().map(({ name, status }) => [name, status.code])).toEqual([
      ['event_log.read_stream', SpanStatusCode.UNSET],
      ['event_log.append', SpanStatusCode.ERROR],
      ['event_log.read_all', SpanStatusCode.UNSET],
    ]);
  });
});
