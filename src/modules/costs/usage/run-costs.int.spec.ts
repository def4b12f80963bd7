import type { QueryBus } from '@nestjs/cqrs';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../../test/support/projection-bench.js';
import { createDataSource } from '../../../platform/postgres/data-source.js';
import type { ProjectionEngine } from '../../../platform/projections/projection-engine.js';
import { contextBandOf } from '../../../pricing/base-prices.js';
import { costOf, microUsd } from '../../../pricing/cost.js';
import { PriceBook, type PriceOverride } from '../../../pricing/price-book.js';
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
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HOURS = 96;
const bundled = new PriceBook([]);
const everything = { from: new Date(START - HOUR_MS), to: new Date(START + (HOURS + 200) * HOUR_MS) };

interface Call {
  readonly run: number;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly success: boolean;
  readonly minute: number;
}
const minute = fc.nat(HOURS * 60 - 1);
const model = fc.constantFrom('o3', 'claude-sonnet-4-5', 'o3', 'claude-sonnet-4-5', 'nobody-knows-it');
const call: fc.Arbitrary<Call> = fc.record({
  run: fc.nat(5),
  model,
  inputTokens: fc.nat(300_000),
  outputTokens: fc.nat(9_000),
  cacheReadTokens: fc.nat(1_000),
  success: fc.boolean(),
  minute,
});
const calls = fc.array(call, { minLength: 1, maxLength: 30 });

/** A price that somebody set, from and until any quarter of an hour. */
const price: fc.Arbitrary<PriceOverride> = fc
  .record({
    model,
    from: fc.nat(HOURS * 4),
    quarters: fc.option(fc.integer({ min: 1, max: HOURS * 4 })),
    rate: fc.nat(99),
  })
  .map(({ model: priced, from, quarters, rate }) => {
    const effectiveFrom = START + from * 15 * MINUTE_MS;
    const until = quarters === null ? null : effectiveFrom + quarters * 15 * MINUTE_MS;
    const rates = { input: `${rate}.000000001`, output: '7', cacheRead: '0.3', cacheWrite: null, cacheWrite1h: null };
    const always = { provider: null, mode: null, knownFrom: 0, knownUntil: null };
    return { priceId: `price-${from}`, model: priced, rates, effectiveFrom, effectiveUntil: until, ...always };
  });

/** A run ends at some time, unless it goes on; it may be told afterwards that it worked on something else. */
const run = fc.record({
  to: fc.constantFrom('completed', 'completed', 'failed', 'terminated', undefined),
  minute: fc.nat(HOURS * 60 + 600),
  isMoved: fc.boolean(),
});
type Run = typeof run extends fc.Arbitrary<infer Value> ? Value : never;
const runs = fc.array(run, { minLength: 6, maxLength: 6 });
const ends = ['completed', 'completed', 'failed', 'terminated', undefined, 'completed'] as const;
const asUsual: readonly Run[] = ends.map((to, number) => ({ to, minute: (HOURS + number) * 60, isMoved: false }));

const typeOf = (number: number) => (number % 2 ? 'explorer' : 'coder');
const at = (minutes: number) => new Date(START + minutes * MINUTE_MS);
const total = (costs: readonly (bigint | undefined)[]) => costs.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);

/** Undefined: without a price. */
function costOfCall(book: PriceBook, { model: used, inputTokens, outputTokens, cacheReadTokens, minute: when }: Call) {
  const asked = { model: used, provider: '', mode: '', contextBand: contextBandOf(inputTokens) };
  const found = book.priceOf(asked, at(when));
  if (!found.priced) return undefined;
  const input = BigInt(Math.max(inputTokens, cacheReadTokens));
  return costOf(
    {
      inputTokens: input,
      outputTokens: BigInt(outputTokens),
      cacheReadTokens: BigInt(cacheReadTokens),
      cacheWriteTokens: 0n,
      cacheWrite1hTokens: 0n,
    },
    found.rates,
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

  /** Spawned when all begins, each run that has calls. */
  async function record(made: readonly Call[], epicId: string, lives: readonly Run[] = asUsual): Promise<void> {
    const when = (minutes: number) => at(minutes).toISOString();
    const own = [...new Set(made.map((one) => one.run))];
    const facts = [
      ...own.map((number): Fact => ({
        type: 'AgentSpawned',
        occurredAt: when(0),
        data: { agentId: `${epicId}-${number}`, agentType: typeOf(number), epicId },
      })),
      ...made.map(({ run: number, minute: minutes, ...data }): Fact => ({
        type: 'ModelCallRecorded',
        occurredAt: when(minutes),
        data: { agentId: `${epicId}-${number}`, ...data },
      })),
      ...own.flatMap((number): Fact[] => {
        const { to, minute: minutes } = lives[number]!;
        const data = { agentId: `${epicId}-${number}`, agentType: 'unknown', to: to ?? '' };
        return to === undefined ? [] : [{ type: 'AgentStateChanged', occurredAt: when(minutes), data }];
      }),
      ...own.flatMap((number): Fact[] => {
        const data = { agentId: `${epicId}-${number}`, epicId: `${epicId}-moved` };
        return lives[number]!.isMoved ? [{ type: 'AgentAttributed', occurredAt: when(9_999), data }] : [];
      }),
    ];
    const position = await bench.append(facts, `agent-${epicId}`);
    expect(await engine.waitFor(['agent-runs', 'model-usage'], position, 60_000)).toBe('reached');
  }

  it('is what their calls cost one by one, to the micro-dollar', async () => {
    let round = 0;
    const prices = fc.array(price, { maxLength: 4 });
    const period = fc.record({
      from: fc.integer({ min: -600, max: HOURS * 60 }),
      length: fc.integer({ min: 1, max: 9_000 }),
    });
    await fc.assert(
      fc.asyncProperty(calls, runs, prices, period, async (made, lives, overrides, { from, length }) => {
        const epic = `epic-${++round}`;
        await record(made, epic, lives);
        const book = new PriceBook(overrides);
        const selection = { from: at(from), to: at(from + length), epic: [epic, `${epic}-moved`] };
        const numbers = [...new Set(made.map((one) => one.run))].filter((number) => {
          const { to, minute: end } = lives[number]!;
          const counted = to === undefined ? 0 : end;
          return counted >= from && counted < from + length;
        });
        const keysOf = {
          type: typeOf,
          epic: (number: number) => (lives[number]!.isMoved ? `${epic}-moved` : epic),
        };
        for (const by of ['type', 'epic'] as const) {
          const found = await costs.by(by, selection, book);
          const expected = new Map<string, unknown>();
          for (const key of new Set(numbers.map(keysOf[by]))) {
            const own = numbers
              .filter((number) => keysOf[by](number) === key)
              .map((number) => ({
                to: lives[number]!.to,
                costs: made.filter((one) => one.run === number).map((one) => costOfCall(book, one)),
              }));
            const priced = own.filter((one) => one.costs.every((cost) => cost !== undefined));
            const cost = (some: typeof own) => total(some.flatMap((one) => one.costs));
            expected.set(key, {
              pricedRuns: priced.length,
              unpricedRuns: own.length - priced.length,
              cost: priced.length === 0 ? null : cost(priced),
              endedCost: cost(priced.filter(({ to }) => to !== undefined)),
              succeeded: priced.filter(({ to }) => to === 'completed').length,
            });
          }
          expect(new Map(found)).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
    expect(bench.problems).toEqual([]);
  });

  it('is told of single runs alike, of failed calls alone too', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(calls, async (made) => {
        const epic = `single-${++round}`;
        await record(made, epic);
        const { runs: latest } = await costs.latest(100, { ...everything, epic: [epic] }, bundled);
        const ended = latest.map(({ agentId, cost, failedCallsCost }) => {
          const own = made.filter((one) => agentId === `${epic}-${one.run}`);
          const single = own.map((one) => costOfCall(bundled, one));
          const failed = own.filter(({ success }) => !success).map((one) => costOfCall(bundled, one));
          const known = single.every((one) => one !== undefined);
          expect([cost, failedCallsCost]).toEqual(known ? [total(single), total(failed)] : [null, null]);
          return agentId;
        });
        const over = [...new Set(made.map((one) => one.run))].filter((number) => asUsual[number]!.to !== undefined);
        expect(ended.sort()).toEqual(over.map((number) => `${epic}-${number}`).sort());
      }),
      { numRuns: 8 },
    );
    expect(bench.problems).toEqual([]);
  });

  it('looks at the latest runs only, and says since when', async () => {
    const one = { model: 'o3', inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 0, success: true, minute: 60 };
    await record(
      [0, 1, 2].map((number) => ({ ...one, run: number })),
      'latest',
    );
    const selection = { ...everything, epic: ['latest'] };
    const { from, runs: latest } = await costs.latest(2, selection, bundled);
    expect(from).toEqual(new Date(START + (HOURS + 1) * HOUR_MS));
    expect(latest).toMatchObject([
      { agentId: 'latest-2', outcome: 'failed', errorClass: 'unexplained', inputTokens: 1_000_000n },
      { agentId: 'latest-1', outcome: 'succeeded', calls: 1, failedCalls: 0, model: 'o3' },
    ]);
    // Before June 10th, at $10 a million.
    expect(latest.map(({ cost }) => microUsd(cost!))).toEqual([10_000_000n, 10_000_000n]);
    expect((await costs.latest(3, { ...selection, to: everything.from }, bundled)).runs).toEqual([]);
    expect(await costs.by('type', { ...everything, epic: ['none'] }, bundled)).toEqual(new Map());
  });
});
