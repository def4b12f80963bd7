import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { JsonObject } from '../../kernel/json.js';
import { createDataSource } from '../../platform/postgres/data-source.js';
import type { ProjectionEngine } from '../../platform/projections/projection-engine.js';
import { contextBandOf } from '../../pricing/base-prices.js';
import { costOf, microUsd } from '../../pricing/cost.js';
import { modeOf, PriceBook } from '../../pricing/price-book.js';
import { pricePeriods } from '../../pricing/price-periods.js';
import { ListUsedModels } from './list-used-models.query.js';
import { ListUsedModelsHandler } from './list-used-models.query-handler.js';
import { modelUsageProjection } from './model-usage.projector.js';
import { SumModelUsage, type UsagePeriod } from './sum-model-usage.query.js';
import { SumModelUsageHandler } from './sum-model-usage.query-handler.js';
import type { UsageDimension, UsageSelection } from './usage-selection.js';

const FROM = Date.UTC(2025, 4, 28);
const DAYS = 20;
const DAY_MS = 86_400_000;

/** o3 becomes cheaper within the range, and on one day somebody had a contract on claude-sonnet-4-5. */
const book = new PriceBook([
  {
    priceId: 'contract',
    model: 'claude-sonnet-4-5',
    provider: null,
    mode: null,
    rates: { input: '1.234567891', output: '7', cacheRead: '0.1', cacheWrite: null, cacheWrite1h: '2.5' },
    effectiveFrom: FROM + DAY_MS,
    effectiveUntil: FROM + 2.5 * DAY_MS,
    knownFrom: 0,
    knownUntil: null,
  },
]);

const tokens = fc.oneof(fc.nat(900), fc.nat(400_000));
interface Call {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly agentType?: string;
  readonly storyId?: string;
  readonly speed?: string;
  readonly reportedCostUsd?: string;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly cacheWrite1hTokens?: number;
  /** Milliseconds after the beginning of the range. */
  readonly at: number;
}

const call: fc.Arbitrary<Call> = fc.record(
  {
    model: fc.constantFrom('o3', 'claude-sonnet-4-5', 'gemini-2.5-pro', 'a-model-of-ours'),
    agentType: fc.constantFrom('explorer', 'code-reviewer'),
    storyId: fc.constantFrom('story-1', 'story-2'),
    speed: fc.constantFrom('fast', 'standard'),
    reportedCostUsd: fc.constantFrom('0.1', '12.000001'),
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWriteTokens: tokens,
    cacheWrite1hTokens: tokens,
    at: fc.integer({ min: 0, max: DAYS * DAY_MS - 1 }),
  },
  { requiredKeys: ['model', 'inputTokens', 'outputTokens', 'at'] },
);

/** The micro-dollars of one call after the other; undefined: without a price. */
function naively(calls: readonly Call[]): { readonly micro: bigint; readonly unpriced: number } {
  let exact = 0n;
  let unpriced = 0;
  for (const { model, speed = '', inputTokens, outputTokens, at, ...cached } of calls) {
    const asked = { model, provider: '', mode: modeOf('', speed), contextBand: contextBandOf(inputTokens) };
    const price = book.priceOf(asked, new Date(FROM + at));
    if (!price.priced) {
      unpriced += 1;
      continue;
    }
    exact += costOf(
      {
        inputTokens: BigInt(inputTokens),
        outputTokens: BigInt(outputTokens),
        cacheReadTokens: BigInt(cached.cacheReadTokens ?? 0),
        cacheWriteTokens: BigInt(cached.cacheWriteTokens ?? 0),
        cacheWrite1hTokens: BigInt(cached.cacheWrite1hTokens ?? 0),
      },
      price.rates,
    );
  }
  return { micro: microUsd(exact as never), unpriced };
}

describe('what models were used', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;
  let engine: ProjectionEngine;
  beforeAll(async () => {
    bench = await ProjectionBench.open();
    dataSource = createDataSource({ connectionString: bench.database.url, applicationName: 'test' });
    await dataSource.initialize();
    engine = await bench.started({ projections: [modelUsageProjection] });
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await bench?.close();
  });

  async function record(calls: readonly Call[], epicId: string): Promise<void> {
    const facts = calls.map(({ at, ...data }, index): Fact => ({
      type: 'ModelCallRecorded',
      occurredAt: new Date(FROM + at).toISOString(),
      data: { agentId: `${epicId}-${index % 2}`, success: index % 3 > 0, epicId, ...(data as JsonObject) },
    }));
    const position = await bench.append(facts, `agentActivity-${epicId}`);
    expect(await engine.waitFor(['model-usage'], position, 60_000)).toBe('reached');
  }

  async function asked(selection: UsageSelection, by: readonly UsageDimension[], starts: readonly number[]) {
    const models = await new ListUsedModelsHandler(dataSource).execute(new ListUsedModels(selection));
    const periods = models.flatMap((model) =>
      pricePeriods(book, model, selection.from.getTime(), selection.to.getTime()).map((period) => ({
        ...model,
        ...period,
      })),
    );
    const sums = await new SumModelUsageHandler(dataSource).execute(
      new SumModelUsage(selection, {
        periods: periods as readonly UsagePeriod[],
        by,
        bucketStarts: starts.map((ms) => new Date(ms)),
      }),
    );
    return sums.map((sum) => ({ ...sum, price: periods[sum.period]!.price }));
  }

  const selected = (epic: string, from = FROM, to = FROM + DAYS * DAY_MS): UsageSelection => ({
    from: new Date(from),
    to: new Date(to),
    only: { epic: [epic] },
  });
  const costIn = (sums: Awaited<ReturnType<typeof asked>>) => ({
    micro: microUsd(
      sums.reduce((sum, { usage, price }) => sum + (price.priced ? costOf(usage, price.rates) : 0n), 0n) as never,
    ),
    unpriced: sums.reduce((sum, { calls, price }) => sum + (price.priced ? 0 : calls), 0),
  });

  it('costs what its calls cost one by one, to the micro-dollar', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 40 }), async (calls) => {
        const epic = `epic-${++run}`;
        await record(calls, epic);
        const sums = await asked(selected(epic), ['agentType', 'story'], [FROM]);
        expect(costIn(sums)).toEqual(naively(calls));
        expect(sums.reduce((sum, one) => sum + one.calls, 0)).toBe(calls.length);
        const byAgent = await asked(selected(epic), ['agent', 'story'], [FROM]);
        for (const agent of [`${epic}-0`, `${epic}-1`]) {
          const own = naively(calls.filter((_, index) => `${epic}-${index % 2}` === agent));
          expect(costIn(byAgent.filter(({ keys }) => keys[0] === agent))).toEqual(own);
          const { only, ...range } = selected(epic);
          expect(costIn(await asked({ ...range, only: { ...only, agent: [agent] } }, ['model'], [FROM]))).toEqual(own);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is told apart by what is asked for and by stretches of time', async () => {
    const base = { model: 'o3', inputTokens: 1_000, outputTokens: 0 };
    await record(
      [
        { ...base, at: 0, storyId: 'story-1' },
        { ...base, at: DAY_MS - 1, reportedCostUsd: '0.25' },
        { ...base, at: DAY_MS, reportedCostUsd: '0.5', outputTokens: 7 },
        { ...base, at: 3 * DAY_MS },
      ],
      'buckets',
    );
    const sums = await asked(selected('buckets', FROM, FROM + 2 * DAY_MS), ['story', 'model'], [FROM, FROM + DAY_MS]);
    expect(
      sums.map(({ bucket, keys, calls, tokens, reportedCostUsd, allReported, failedCalls }) => [
        bucket,
        keys,
        calls,
        tokens,
        reportedCostUsd,
        allReported,
        failedCalls,
      ]),
    ).toEqual([
      [0, ['', 'o3'], 1, 1_000n, '0.25', true, 0],
      [0, ['story-1', 'o3'], 1, 1_000n, '0', false, 1],
      [1, ['', 'o3'], 1, 1_007n, '0.5', true, 0],
    ]);
    const ofAgents = await asked(selected('buckets'), ['agent'], [FROM, FROM + DAY_MS]);
    expect(
      ofAgents.map(
        ({ bucket, keys, calls, tokens, reportedCostUsd, callsWithReportedCost, allReported, failedCalls }) => [
          bucket,
          keys,
          calls,
          tokens,
          reportedCostUsd,
          callsWithReportedCost,
          allReported,
          failedCalls,
        ],
      ),
    ).toEqual([
      [0, ['buckets-0'], 1, 1_000n, '0', 0, false, 1],
      [0, ['buckets-1'], 1, 1_000n, '0.25', 1, true, 0],
      [1, ['buckets-0'], 1, 1_007n, '0.5', 1, true, 0],
      [1, ['buckets-1'], 1, 1_000n, '0', 0, false, 1],
    ]);
    expect(await asked(selected('nobody'), [], [FROM])).toEqual([]);
  });
});
