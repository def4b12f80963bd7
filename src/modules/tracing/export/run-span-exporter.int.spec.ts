import type { QueryBus } from '@nestjs/cqrs';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../../test/support/projection-bench.js';
import { type SpanCollector, startSpanCollector } from '../../../../test/support/span-collector.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { ListToldSpans, ToldSpan } from '../../../projections/traces/index.js';
import type { TraceExportHistoryReader } from '../trace-export-history.service.js';
import { ExportProgressStore } from './export-progress.store.js';
import { RunSpanExporter } from './run-span-exporter.service.js';
import type { TraceExportFollower } from './trace-export-follower.service.js';

const call = (name: string, spanId: string): Fact => ({
  type: 'ToolCallRecorded',
  data: { agentId: name, spanId, tool: 'Bash', durationMs: 1, success: true },
});

/** The build that cannot read what was told of these agents. */
function catalogWithout(...unknown: readonly string[]): EventCatalog {
  return {
    versionOf: () => 1,
    check: () => undefined,
    upcast: (event: RecordedEvent) => {
      if (unknown.includes(String(event.data['agentId'])))
        throw new Error('schema version 2; this build knows up to 1');
      return event;
    },
  };
}

describe('the export of the runs of agents', () => {
  let bench: ProjectionBench;
  let collector: SpanCollector;
  let store: ExportProgressStore;
  beforeAll(async () => {
    bench = await ProjectionBench.open();
    collector = await startSpanCollector();
    store = new ExportProgressStore(bench.database.pool);
  });
  afterAll(async () => {
    await collector.close();
    await bench.close();
  });

  it('waits at an event that this build cannot read, until a replica that can goes on', async () => {
    const since = await bench.append([{ type: 'TraceExportChanged', data: {} }]);
    const names = () => collector.spans.map(({ name }) => name);
    const exporter = (owner: string, catalog: EventCatalog) =>
      new RunSpanExporter(
        {
          current: { revision: 0n, settings: { enabled: true, endpoint: `${collector.url}/v1/traces`, sampleRate: 1 } },
        } as unknown as TraceExportFollower,
        { enabledSince: async () => since } as unknown as TraceExportHistoryReader,
        store,
        { execute: async ({ calls }: ListToldSpans) => calls.map(told) } as unknown as QueryBus,
        { waitFor: async () => 'reached' },
        bench.log,
        catalog,
        { roles: ['worker'], serviceName: 'test' } as unknown as ConstructorParameters<typeof RunSpanExporter>[7],
        pino({ level: 'silent' }),
        { next: () => owner },
      );
    const before = await bench.append([call('before', 'a000000000000001')]);
    await bench.append([call('newer', 'a000000000000002')]);
    const last = await bench.append([call('after', 'a000000000000003')]);

    const older = exporter('older', catalogWithout('newer'));
    older.onApplicationBootstrap();
    await expect.poll(async () => (await store.read())?.lastError?.message).toContain('this build knows up to 1');
    expect(names()).toEqual(['before']);
    expect(await store.read()).toMatchObject({ position: before, sent: 1, failed: 0 });

    const newer = exporter('newer', catalogWithout());
    newer.onApplicationBootstrap();
    await expect.poll(async () => (await store.read())?.position).toBe(last);
    expect(names()).toEqual(['before', 'newer', 'after']);
    await Promise.all([older, newer].map((one) => one.beforeApplicationShutdown()));
  });
});

function told({ agentId, spanId }: { readonly agentId: string; readonly spanId: string }): ToldSpan {
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId,
    parentSpanId: null,
    name: agentId,
    kind: null,
    startedAt: new Date('2026-01-15T10:00:00Z'),
    durationMs: 1,
    status: 'ok',
    statusMessage: null,
    attributes: {},
  };
}
