import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventCatalog } from '../../src/app/event-catalog.js';
import { factKinds } from '../../src/app/fact-kinds.js';
import { projections } from '../../src/app/projections.js';
import type { LogPosition, NewEvent } from '../../src/kernel/event.js';
import { RecordFacts, type ReportedItem } from '../../src/modules/intake/features/record-facts/record-facts.command.js';
import { RecordFactsHandler } from '../../src/modules/intake/features/record-facts/record-facts.handler.js';
import { EventFactory } from '../../src/platform/commands/event-factory.js';
import type { EventLog, SubscriptionItem } from '../../src/platform/event-store/event-log.js';
import { systemClock } from '../../src/platform/runtime/system-clock.js';
import { uuidIds } from '../../src/platform/runtime/uuid-ids.js';
import { ProjectionBench } from '../support/projection-bench.js';
import { dumpReadModels } from '../support/read-model-dump.js';
import { randomFactTypes, reportedBatches } from '../support/random-facts.js';

const names = projections.map(({ name }) => name);
const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
  correlationId: 'c-1',
  source: 'rest' as const,
};

/** The log, with pages delivered again now and then, as after a lost connection. */
function redelivering(log: EventLog, every: number): EventLog {
  async function* subscribe(options: Parameters<EventLog['subscribe']>[0]): AsyncGenerator<SubscriptionItem> {
    let count = 0;
    for await (const item of log.subscribe(options)) {
      yield item;
      if (item.kind === 'events' && ++count % every === 0) yield item;
    }
  }
  return new Proxy(log, {
    get: (target, name) => {
      if (name === 'subscribe') return subscribe;
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

describe('read models', () => {
  let golden: NewEvent[];

  beforeAll(async () => {
    const dir = new URL('../golden/events/', import.meta.url);
    const files = (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
    golden = await Promise.all(
      files.map(async (name) => JSON.parse(await readFile(new URL(name, dir), 'utf8')) as NewEvent),
    );
  });

  const bound = async (bench: ProjectionBench, batches: readonly (readonly ReportedItem[])[]) => {
    const handler = new RecordFactsHandler(
      bench.log,
      factKinds,
      eventCatalog,
      new EventFactory(eventCatalog, systemClock, uuidIds),
      systemClock,
      uuidIds,
    );
    let position: LogPosition | undefined;
    let accepted = 0;
    for (const items of batches) {
      const { results, position: at } = await handler.execute(new RecordFacts(items, context));
      accepted += results.filter(({ status }) => status === 'accepted').length;
      if (at !== null) position = at;
    }
    for (const event of golden) {
      const stream = (event as NewEvent & { readonly stream: string }).stream;
      ({ position } = await bench.log.append(`${stream}-golden`, [event], { expected: 'any' }));
    }
    return { position: position!, accepted };
  };

  it('are the same live, in pages of any size and with pages delivered twice, as rebuilt from the log', async () => {
    let accepted = 0;
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        reportedBatches,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 4 }),
        async (batches, pageSize, catchUpPageSize, every) => {
          const bench = await ProjectionBench.open();
          try {
            const engine = await bench.started({
              projections,
              pageSize,
              catchUpPageSize,
              log: redelivering(bench.log, every),
              upcast: eventCatalog.upcast,
              cacheRows: 50,
            });
            const recorded = await bound(bench, batches);
            accepted += recorded.accepted;
            for (const { type } of batches.flat()) seen.add(type);
            expect(await engine.waitFor(names, recorded.position, 60_000)).toBe('reached');
            const live = await dumpReadModels(bench.database.pool, projections);
            await engine.startRebuild();
            const outcomes = await engine.awaitRebuild(undefined, AbortSignal.timeout(60_000));
            expect(outcomes).toEqual(names.map((projection) => ({ projection, outcome: 'done' })));
            expect(await dumpReadModels(bench.database.pool, projections)).toEqual(live);
            expect(await engine.deadLetters()).toEqual([]);
            expect(bench.problems).toEqual([]);
          } finally {
            await bench.close();
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
    // Otherwise the histories would prove little.
    expect(accepted).toBeGreaterThan(300);
    expect([...seen].sort()).toEqual([...randomFactTypes].sort());
  }, 240_000);
});
