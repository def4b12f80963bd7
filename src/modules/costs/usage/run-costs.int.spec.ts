import type { QueryBus } from '@nestjs/cqrs';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../../test/support/projection-bench.js';
import { createDataSource } from '../../../platform/postgres/data-source.js';
import type { ProjectionEngine } from '../../../platform/projections/projection-engine.js';
import { contextBandOf } from '../../../pricing/base-prices.js';
import { costOf, microUsd } from '../../../pricing/cost.js';
import { PriceBook } from '../../../pricing/price-book.js';
import {
  agentRunsProjection,
  ListRunModels,
  ListRunUsage,
  SumRunUsage,
} from '../../../projections/agent-runs/index.js';
import { ListRunModelsHandler } from '../../../projections/agent-runs/list-run-models.query-handler.js';
import { ListRunUsageHandler } from '../../../projections/agent-runs/list-run-usage.query-handler.js';
import { SumRunUsageHandler } from '../../../projections/agent-runs/sum-run-usage.query-handler.js';
import { modelUsageProjection } from '../../../projections/model-usage/index.js';
import { RunCosts } from './run-costs.service.js';

/** o3 becomes cheaper on June 10th. */
const START = Date.UTC(2025, 5, 8);
const HOUR_MS = 3_600_000;
const HOURS = 96;
const book = new PriceBook([]);
const everything = { from: new Date(START - HOUR_MS), to: new Date(START + (HOURS + 200) * HOUR_MS) };

interface Call {
  readonly run: number;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly success: boolean;
  readonly hour: number;
}
const call: fc.Arbitrary<Call> = fc.record({
  run: fc.nat(5),
  model: fc.constantFrom('o3', 'claude-sonnet-4-5', 'o3', 'claude-sonnet-4-5', 'nobody-knows-it'),
  inputTokens: fc.nat(300_000),
  outputTokens: fc.nat(9_000),
  cacheReadTokens: fc.nat(1_000),
  success: fc.boolean(),
  hour: fc.nat(HOURS - 1),
});
const ends = ['completed', 'completed', 'failed', 'terminated', undefined];

/** Undefined: without a price. */
function costOfCall({ model, inputTokens, outputTokens, cacheReadTokens, hour }: Call): bigint | undefined {
  const asked = { model, provider: '', mode: '', contextBand: contextBandOf(inputTokens) };
  const price = book.priceOf(asked, new Date(START + hour * HOUR_MS));
  if (!price.priced) return undefined;
  const input = BigInt(Math.max(inputTokens, cacheReadTokens));
  return costOf(
    {
      inputTokens: input,
      outputTokens: BigInt(outputTokens),
      cacheReadTokens: BigInt(cacheReadTokens),
      cacheWriteTokens: 0n,
      cacheWrite1hTokens: 0n,
    },
    price.rates,
  );
}

describe('what runs cost', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;
  let engine: ProjectionEngine;
  let costs: RunCosts;
  beforeAll(async () => {
    bench = await ProjectionBench.open();
    dataSource = createDataSource({ connectionString: bench.database.url, applicationName: 'test' });
    await dataSource.initialize();
    engine = await bench.started({ projections: [agentRunsProjection, modelUsageProjection] });
    const handlers = new Map<unknown, { execute(query: never): Promise<unknown> }>([
      [ListRunModels, new ListRunModelsHandler(dataSource)],
      [SumRunUsage, new SumRunUsageHandler(dataSource)],
      [ListRunUsage, new ListRunUsageHandler(dataSource)],
    ]);
    costs = new RunCosts({
      execute: (query: object) => handlers.get(query.constructor)!.execute(query as never),
    } as QueryBus);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await bench?.close();
  });

  async function record(calls: readonly Call[], epicId: string): Promise<void> {
    const at = (hour: number) => new Date(START + hour * HOUR_MS).toISOString();
    const runs = [...new Set(calls.map(({ run }) => run))];
    const facts = [
      ...runs.map((run): Fact => ({
        type: 'AgentSpawned',
        occurredAt: at(0),
        data: { agentId: `${epicId}-${run}`, agentType: run % 2 ? 'explorer' : 'coder', epicId },
      })),
      ...calls.map(({ run, hour, ...data }): Fact => ({
        type: 'ModelCallRecorded',
        occurredAt: at(hour),
        data: { agentId: `${epicId}-${run}`, ...data },
      })),
      ...runs.flatMap((run): Fact[] => {
        const to = ends[run % ends.length];
        const data = { agentId: `${epicId}-${run}`, agentType: 'unknown', to: to ?? '' };
        return to === undefined ? [] : [{ type: 'AgentStateChanged', occurredAt: at(HOURS + run), data }];
      }),
    ];
    const position = await bench.append(facts, `agent-${epicId}`);
    expect(await engine.waitFor(['agent-runs', 'model-usage'], position, 60_000)).toBe('reached');
  }

  it('is what their calls cost one by one, to the micro-dollar', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 30 }), async (calls) => {
        const epic = `epic-${++round}`;
        await record(calls, epic);
        const selection = { ...everything, epic: [epic] };
        const byType = await costs.by('type', selection, book);
        const { runs } = await costs.latest(100, selection, book);
        for (const type of ['coder', 'explorer']) {
          const own = [...new Set(calls.map(({ run }) => run))].filter(
            (run) => (run % 2 ? 'explorer' : 'coder') === type,
          );
          const naive = own.map((run) => ({
            run,
            outcome: ends[run % ends.length],
            costs: calls.filter((one) => one.run === run).map(costOfCall),
          }));
          const priced = naive.filter((one) => one.costs.every((cost) => cost !== undefined));
          const sum = (some: typeof naive) =>
            some.flatMap((one) => one.costs).reduce<bigint>((a, b) => a + (b ?? 0n), 0n);
          const found = byType.get(type);
          expect([found?.pricedRuns ?? 0, found?.unpricedRuns ?? 0]).toEqual([
            priced.length,
            naive.length - priced.length,
          ]);
          if (priced.length > 0) expect(microUsd(found!.cost!)).toBe(microUsd(sum(priced) as never));
          expect(found?.endedCost ?? 0n).toBe(sum(priced.filter(({ outcome }) => outcome !== undefined)));
          expect(found?.succeeded ?? 0).toBe(priced.filter(({ outcome }) => outcome === 'completed').length);
        }
        const ended = runs.map(({ agentId, cost, failedCallsCost }) => {
          const own = calls.filter(({ run }) => agentId === `${epic}-${run}`);
          const single = own.map(costOfCall);
          const known = single.every((one) => one !== undefined);
          const failed = own.filter(({ success }) => !success).map(costOfCall);
          const total = (some: readonly (bigint | undefined)[]) => some.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);
          expect([cost, failedCallsCost]).toEqual(known ? [total(single), total(failed)] : [null, null]);
          return agentId;
        });
        const over = [...new Set(calls.map(({ run }) => run))].filter((run) => ends[run % ends.length] !== undefined);
        expect(ended.sort()).toEqual(over.map((run) => `${epic}-${run}`).sort());
      }),
      { numRuns: 12 },
    );
    expect(bench.problems).toEqual([]);
  });

  it('looks at the latest runs only, and says since when', async () => {
    const one = { model: 'o3', inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 0, success: true, hour: 1 };
    await record(
      [0, 1, 2].map((run) => ({ ...one, run })),
      'latest',
    );
    const selection = { ...everything, epic: ['latest'] };
    const { from, runs } = await costs.latest(2, selection, book);
    expect(from).toEqual(new Date(START + (HOURS + 1) * HOUR_MS));
    expect(runs).toMatchObject([
      { agentId: 'latest-2', outcome: 'failed', errorClass: 'unexplained', inputTokens: 1_000_000n },
      { agentId: 'latest-1', outcome: 'succeeded', calls: 1, failedCalls: 0, model: 'o3' },
    ]);
    // Before June 10th, at $10 a million.
    expect(runs.map(({ cost }) => microUsd(cost!))).toEqual([10_000_000n, 10_000_000n]);
    expect((await costs.latest(3, { ...selection, to: everything.from }, book)).runs).toEqual([]);
    expect(await costs.by('type', { ...everything, epic: ['none'] }, book)).toEqual(new Map());
  });
});
