import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { inSpan } from '../telemetry/in-span.js';
import { createLogger } from '../telemetry/logger.js';
import { StoreInstrumentations } from '../telemetry/store-instrumentations.js';
import { type JobKind, JobQueues } from './job-queues.js';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const stores = new StoreInstrumentations(provider);
beforeAll(() => {
  provider.register();
  stores.enable();
});
afterAll(async () => {
  stores.disable();
  await provider.shutdown();
});

const backends = [
  { name: 'Postgres', redisUrl: undefined, statement: /^pg\.query/ },
  ...(process.env['TEST_REDIS_URL']
    ? [{ name: 'Redis', redisUrl: process.env['TEST_REDIS_URL'], statement: /^(evalsha|eval|hmset|xadd|exists)/i }]
    : []),
];

describe.each(backends)('spans of jobs on $name', ({ redisUrl, statement }) => {
  let database: TestDatabase;
  let queues: JobQueues;
  let kind: JobKind<object>;
  const lines: Record<string, unknown>[] = [];

  beforeEach(async () => {
    exporter.reset();
    lines.length = 0;
    database = await createTestDatabase();
    const stream = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
    const logger = createLogger({ level: 'info', stream });
    queues = JobQueues.open({ redisUrl, databaseUrl: database.url, logger });
    kind = { name: `traced-${database.url.split('_').at(-1)}` };
  });
  afterEach(async () => {
    await queues.close();
    await database.drop();
  });

  const named = (name: string) => exporter.getFinishedSpans().filter((span) => span.name === name);
  /** Spans end after what is waited for. */
  const ended = (name: string, count = 1) =>
    vi.waitFor(() => {
      const found = named(name);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found;
    }, 30_000);

  it('are of the trace of who added the job, and so is what the job does', async () => {
    queues.work(kind, () => inSpan('within the job', {}, async () => undefined));
    await inSpan('request', {}, () => queues.enqueue(kind, 'one', {}));
    const [processed] = await ended(`process ${kind.name}`);
    const [request] = named('request');
    const [added] = named(`add ${kind.name}.${kind.name}`);
    const [within] = named('within the job');
    const { traceId } = request!.spanContext();
    expect([added, processed, within].map((span) => span!.spanContext().traceId)).toEqual([traceId, traceId, traceId]);
    expect(added).toMatchObject({
      kind: SpanKind.PRODUCER,
      parentSpanContext: { spanId: request!.spanContext().spanId },
    });
    expect(processed).toMatchObject({
      kind: SpanKind.CONSUMER,
      parentSpanContext: { spanId: added!.spanContext().spanId },
      attributes: { 'messaging.message.id': 'one', 'orchestrate.job.attempt': 1, 'bullmq.queue.name': kind.name },
    });
    expect(within!.parentSpanContext?.spanId).toBe(processed!.spanContext().spanId);
    const ofStore = exporter.getFinishedSpans().filter((span) => statement.test(span.name));
    expect(ofStore.map((span) => span.spanContext().traceId)).toContain(traceId);
  }, 60_000);

  it('tell of a failure, without its secrets, and name its line of the log', async () => {
    queues.work(kind, async (_data, { attempt }) => {
      if (attempt === 1) throw new TypeError('no token=abc123secretabc123');
    });
    await queues.enqueue(kind, 'one', {}, { attempts: 2 });
    const [failed, again] = await ended(`process ${kind.name}`, 2);
    expect(failed).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'TypeError' } });
    expect(again!.status.code).toBe(SpanStatusCode.UNSET);
    expect(again!.spanContext().traceId).toBe(failed!.spanContext().traceId);
    expect(JSON.stringify([failed!.events, failed!.status])).not.toContain('abc123secretabc123');
    const { traceId, spanId } = failed!.spanContext();
    expect(lines.find(({ msg }) => msg === 'job failed')).toMatchObject({ trace_id: traceId, span_id: spanId });
  }, 60_000);

  it('are of a trace of its own for each run of a schedule', async () => {
    const seen: (string | undefined)[] = [];
    queues.work(kind, async () => void seen.push(trace.getActiveSpan()?.spanContext().traceId));
    await inSpan('start', {}, () => queues.schedule(kind, 100, {}));
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(3), 30_000);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(named('start')[0]!.spanContext().traceId);
  }, 60_000);

  it('are none where nobody has asked for anything', async () => {
    queues.work(kind, async () => undefined);
    await queues.enqueue(kind, 'one', {});
    await ended(`process ${kind.name}`);
    const internal = exporter.getFinishedSpans().filter((span) => span.kind === SpanKind.INTERNAL);
    expect(internal.map(({ name }) => name)).toEqual([]);
  }, 60_000);
});
