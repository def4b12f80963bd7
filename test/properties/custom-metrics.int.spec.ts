import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventCatalog } from '../../src/app/event-catalog.js';
import { factKinds } from '../../src/app/fact-kinds.js';
import type { CustomMetricData, MetricOverEvents } from '../../src/events/custom-metric.events.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { RecordFacts } from '../../src/modules/intake/features/record-facts/record-facts.command.js';
import { RecordFactsHandler } from '../../src/modules/intake/features/record-facts/record-facts.handler.js';
import { EventFactory } from '../../src/platform/commands/event-factory.js';
import { createDataSource } from '../../src/platform/postgres/data-source.js';
import { systemClock } from '../../src/platform/runtime/system-clock.js';
import { uuidIds } from '../../src/platform/runtime/uuid-ids.js';
import { CustomMetricsKeeper } from '../../src/projections/metrics/custom/custom-metrics-keeper.service.js';
import { customMetricsProjection } from '../../src/projections/metrics/index.js';
import { ProjectionBench } from '../support/projection-bench.js';
import { reportedBatches } from '../support/random-facts.js';

const actor = { type: 'api_key' as const, id: 'key-1', name: 'fleet' };
const context = { actor, correlationId: 'c-1', source: 'rest' as const };

const metric = (
  name: string,
  kind: CustomMetricData['kind'],
  { where = [], value = null, labels = {}, ...source }: Partial<MetricOverEvents> & { readonly eventType: string },
): CustomMetricData => ({
  name,
  kind,
  help: 'Of a test.',
  unit: null,
  labels: Object.keys(labels),
  buckets: kind === 'histogram' ? [1, 10, 100] : null,
  maxSeries: 100,
  overEvents: { where, value, labels, ...source },
});

const definitions = (when: string): readonly CustomMetricData[] => [
  metric(`${when}_failed_total`, 'counter', {
    eventType: 'ToolCallRecorded',
    where: [{ path: 'data.success', op: '==', value: false }],
    labels: { tool: 'data.tool' },
  }),
  metric(`${when}_tool_seconds`, 'histogram', {
    eventType: 'ToolCallRecorded',
    value: 'data.durationMs',
    scale: 0.001,
    where: [{ path: 'data.durationMs', op: '>', value: 10 }],
  }),
  metric(`${when}_depth`, 'gauge', {
    eventType: 'QueueDepthObserved',
    value: 'data.depth',
    labels: { queue: 'data.queue' },
  }),
  metric(`${when}_tokens_total`, 'counter', {
    eventType: 'ModelCallRecorded',
    value: 'data.outputTokens',
    labels: { model: 'data.model', success: 'data.success' },
  }),
];

it('a custom metric over events is the same whenever it is registered, and after a rebuild', async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(reportedBatches, fc.integer({ min: 1, max: 60 }), async (batches, pageSize) => {
      const bench = await ProjectionBench.open();
      const dataSource = createDataSource({ connectionString: bench.database.url, applicationName: 'test' });
      try {
        await dataSource.initialize();
        const projections = [customMetricsProjection];
        const engine = await bench.started({ projections, pageSize, upcast: eventCatalog.upcast, cacheRows: 50 });
        const keeper = new CustomMetricsKeeper(engine, dataSource);
        const events = new EventFactory(eventCatalog, systemClock, uuidIds);
        const handler = new RecordFactsHandler(bench.log, factKinds, eventCatalog, events, systemClock, uuidIds);
        const register = async (when: string) => {
          const position = await bench.append(
            definitions(when).map((one) => ({
              type: 'CustomMetricRegistered',
              data: { metric: one, previous: null } as unknown as JsonObject,
            })),
            'customMetrics-book',
          );
          expect(await engine.waitFor('custom-metrics', position, 60_000)).toBe('reached');
          await keeper.look();
          return position;
        };
        const report = async (some: typeof batches) => {
          for (const items of some) await handler.execute(new RecordFacts(items, context));
        };
        const middle = Math.ceil(batches.length / 2);
        await register('early');
        await report(batches.slice(0, middle));
        await register('midway');
        await report(batches.slice(middle));
        const position = await register('late');

        const fills = keeper.metrics.map(({ fill }) => fill);
        const names = fills.map(({ name }) => name);
        const dump = async (when: string) => {
          const own = keeper.metrics.filter(({ row }) => row.name.startsWith(`${when}_`));
          const tables = own.map(({ fill }) => fill.outputs[0]!.table.name);
          const found = await Promise.all(
            tables.flatMap((table) =>
              [table, `${table}_history`].map((name) =>
                bench.rows(`select * from ${name} order by series collate "C", valid_from`),
              ),
            ),
          );
          return JSON.parse(JSON.stringify(found).replaceAll(`${when}_`, '')) as unknown[][];
        };
        expect(await engine.waitFor(names, position, 60_000)).toBe('reached');
        const early = await dump('early');
        rows += early.flat().length;
        expect(await dump('midway')).toEqual(early);
        expect(await dump('late')).toEqual(early);

        await engine.startRebuild(names);
        const outcomes = await engine.awaitRebuild(names, AbortSignal.timeout(60_000));
        expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
        expect(await dump('late')).toEqual(early);
        expect(await engine.deadLetters()).toEqual([]);
        expect(bench.problems).toEqual([]);
      } finally {
        await bench.stop();
        await dataSource.destroy();
        await bench.close();
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
  // Otherwise the histories would prove little.
  expect(rows).toBeGreaterThan(10);
}, 240_000);
