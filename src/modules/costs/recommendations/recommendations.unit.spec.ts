import { describe, expect, it } from 'vitest';
import { costOf, type ExactCost } from '../../../pricing/cost.js';
import { reportAgentsQuery } from '../../../projections/agent-runs/index.js';
import { reportCostsQuery } from '../features/report-costs/report-costs.request.js';
import { whatIfCostsQuery } from '../features/what-if-costs/what-if-costs.request.js';
import type { CostedRun } from '../usage/costed-run.js';
import type { PricedSum } from '../usage/priced-usage.service.js';
import { type CostEvidence, recommendationKinds } from './finding.js';
import { recommendationsIn } from './recommendation-finder.service.js';

const DOLLAR = 1_000_000_000_000_000n;
const cents = (count: number) => ((BigInt(count) * DOLLAR) / 100n) as ExactCost;

let made = 0;
function run(change: Partial<CostedRun> & { readonly dollars?: number } = {}): CostedRun {
  const { dollars = 1, ...rest } = change;
  const cost = cents(Math.round(dollars * 100));
  return {
    agentId: `agent-${++made}`,
    agentType: 'developer',
    model: 'opus',
    outcome: 'succeeded',
    errorClass: null,
    calls: 10,
    failedCalls: 0,
    retries: 0,
    toolCalls: 20,
    failedToolCalls: 0,
    cost,
    inputCost: cost,
    failedCallsCost: 0n as ExactCost,
    inputTokens: 100_000n,
    ...rest,
  };
}
const many = (count: number, change: Parameters<typeof run>[0] = {}) =>
  Array.from({ length: count }, () => run(change));

/** Input at $3 a million tokens, $0.3 from a cache. */
const rates = { input: '3', output: '15', cacheRead: '0.3', cacheWrite: null, cacheWrite1h: null };
function used(agentType: string, change: object = {}): PricedSum {
  const given = { calls: 200, inputTokens: 10_000_000n, cacheReadTokens: 0n, contextBand: 0, ...change };
  const usage = {
    inputTokens: given.inputTokens,
    outputTokens: 0n,
    cacheReadTokens: given.cacheReadTokens,
    cacheWriteTokens: 0n,
    cacheWrite1hTokens: 0n,
  };
  return {
    bucket: 0,
    keys: ['sonnet', agentType],
    calls: given.calls,
    failedCalls: 0,
    usage,
    tokens: usage.inputTokens,
    reportedCostUsd: '0',
    callsWithReportedCost: 0,
    allReported: false,
    model: { model: 'sonnet', provider: '', mode: '', contextBand: given.contextBand },
    price: { priced: true, rates, source: 'test', variesWithinDay: false },
    cost: costOf(usage, rates),
  };
}

/** Fifteen days: in 30 days twice as much is saved. */
const period = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-16T00:00:00Z') };
const found = (change: Partial<CostEvidence>) =>
  recommendationsIn({ ...period, runs: [], usage: [], ...change }).found.map(({ finding, saving }) => ({
    ...finding,
    saving,
  }));

describe('a cheaper model', () => {
  const opus = [...many(38, { dollars: 2 }), ...many(2, { dollars: 2, outcome: 'failed' })];
  const haiku = [
    ...many(57, { model: 'haiku', dollars: 0.5 }),
    ...many(3, { model: 'haiku', dollars: 0.5, outcome: 'failed' }),
  ];

  const cheaperOf = (runs: readonly CostedRun[]) => found({ runs }).filter(({ kind }) => kind === 'cheaper_model');

  it('is recommended where it succeeds as often for less', () => {
    const [cheaper, ...rest] = cheaperOf([...opus, ...haiku]);
    expect(rest).toEqual([]);
    expect(cheaper).toMatchObject({
      kind: 'cheaper_model',
      scope: { agentType: 'developer', model: 'opus', toModel: 'haiku' },
      title: 'Run developer on haiku instead of opus',
      runs: 100,
      calls: 1_000,
      numbers: {
        runs: 40,
        successRate: 0.95,
        // 40 runs at $2 for 38 successes; 60 at 50 cents for 57.
        costPerSuccess: '2.105263',
        otherCostPerSuccess: '0.526316',
        otherSuccessRate: 0.95,
      },
      // $80 less 38 successes at 30/57, twice.
      saving: { expected: '120.000000' },
    });
    // Of 57 of 60, Wilson's interval is 0.86300 to 0.98289: 38 × $30 / (60 × 0.86300) is $22.02, / (60 × 0.98289) is $19.33.
    expect(Number(cheaper!.saving.low)).toBeCloseTo(2 * (80 - 22.02), 1);
    expect(Number(cheaper!.saving.high)).toBeCloseTo(2 * (80 - 19.33), 1);
    expect(cheaper!.links[0]).toBe(
      '/api/analytics/agents?from=2026-01-01T00%3A00%3A00.000Z&to=2026-01-16T00%3A00%3A00.000Z&type=developer&by=model&compare=opus%2Chaiku',
    );
  });

  it.each<[string, readonly CostedRun[]]>([
    ['it has too few runs', haiku.slice(0, 19)],
    [
      'it succeeds significantly less often',
      haiku.map((one, index) => (index < 20 ? { ...one, outcome: 'failed' } : one)),
    ],
    ['nobody has a price of it', haiku.map((one) => ({ ...one, cost: null }))],
    ['it never succeeds', haiku.map((one) => ({ ...one, outcome: 'terminated' }))],
    ['it does other work', haiku.map((one) => ({ ...one, agentType: 'reviewer' }))],
    ['nobody says what it does', haiku.map((one) => ({ ...one, agentType: null }))],
  ])('is not where %s', (_why, others) => {
    expect(cheaperOf([...opus, ...others])).toEqual([]);
  });

  it('is the other one where that is the dearer', () => {
    const dear = haiku.map((one) => ({ ...one, cost: cents(500) }));
    expect(cheaperOf([...opus, ...dear]).map(({ scope }) => [scope.model, scope.toModel])).toEqual([['haiku', 'opus']]);
  });

  it('needs more than few flawless runs, since those show little', () => {
    const flawless = (runs: number) => [...many(20, { dollars: 2 }), ...many(runs, { model: 'haiku', dollars: 0.5 })];
    // Wilson's lower end of 21 of 21 is 0.8454, of 22 of 22 it is 0.8513.
    expect(found({ runs: flawless(21) })).toEqual([]);
    expect(found({ runs: flawless(22) })).toHaveLength(1);
  });
});

describe('unused caches', () => {
  const reader = used('reviewer', { cacheReadTokens: 8_000_000n });

  it('are recommended where others read far more of the same model from caches', () => {
    const [cache, ...rest] = found({ usage: [used('developer', { cacheReadTokens: 1_000_000n }), reader] });
    expect(rest).toEqual([]);
    // Of 10 M tokens 8 M instead of 1 M at $0.3 instead of $3: $18.9, in 30 days twice; half of the gap is half of that.
    expect(cache).toMatchObject({
      kind: 'cache_reuse',
      scope: { agentType: 'developer', model: 'sonnet' },
      calls: 200,
      numbers: { cacheRate: 0.1, usualCacheRate: 0.8, bestCacheRate: 0.8 },
      saving: { low: '18.900000', expected: '37.800000', high: '37.800000' },
    });
  });

  it.each<[string, readonly PricedSum[]]>([
    ['the gap is small', [used('developer', { cacheReadTokens: 6_500_000n }), reader]],
    ['there are few calls', [used('developer', { calls: 99 }), reader]],
    ['others made few calls', [used('developer'), { ...reader, calls: 99 }]],
    ['the input is too short to be cached', [used('developer', { calls: 9_000 }), reader]],
    ['nobody else uses the model', [used('developer')]],
    ['it has no price', [{ ...used('developer'), cost: null }, reader]],
    ['nobody says whose calls they are', [used(''), reader]],
  ])('are not where %s', (_why, usage) => {
    expect(found({ usage })).toEqual([]);
  });
});

describe('failing runs', () => {
  const failed = (count: number, errorClass: string) => many(count, { dollars: 4, outcome: 'failed', errorClass });

  it('are named with the kind of error that costs the most', () => {
    const runs = [...many(30, { dollars: 1 }), ...failed(6, 'out_of_turns'), ...failed(5, 'timeout')];
    const [failing] = found({ runs }).filter(({ kind }) => kind === 'failing_runs');
    // 6 runs at $4 in half of 30 days.
    expect(failing).toMatchObject({
      scope: { agentType: 'developer', errorClass: 'out_of_turns' },
      runs: 6,
      calls: 60,
      numbers: { finishedRuns: 41, failedRuns: 11, failedRunsCost: '44.000000', failedRunsOfErrorCost: '24.000000' },
      saving: { low: '12.000000', expected: '24.000000', high: '48.000000' },
    });
  });

  it('are not where there are few', () => {
    expect(found({ runs: [...many(30), ...failed(4, 'timeout')] })).toEqual([]);
    expect(found({ runs: failed(19, 'timeout') })).toEqual([]);
  });
});

describe('looping runs', () => {
  it('are those far beyond the median of their type', () => {
    const runs = [...many(30, { dollars: 1 }), ...many(3, { dollars: 11, toolCalls: 300, failedToolCalls: 290 })];
    const [looping, ...rest] = found({ runs });
    expect(rest).toEqual([]);
    // Beyond 5 times $1: 3 × $6; beyond $1: 3 × $10; in 30 days twice.
    expect(looping).toMatchObject({
      kind: 'looping_runs',
      runs: 3,
      numbers: {
        allRuns: 33,
        medianCost: '1.000000',
        medianToolCalls: 20,
        toolCalls: 900,
        failedToolCalls: 870,
        loopingRunsCost: '33.000000',
      },
      saving: { low: '36.000000', expected: '48.000000', high: '60.000000' },
    });
  });

  it('are also those that use tools again and again', () => {
    const runs = [...many(30, { dollars: 1 }), ...many(3, { dollars: 4, toolCalls: 101 })];
    expect(found({ runs })).toMatchObject([{ kind: 'looping_runs', saving: { low: '0.000000', high: '18.000000' } }]);
  });

  it('are not where there are few, or where nothing is usual', () => {
    expect(found({ runs: [...many(30), ...many(2, { dollars: 11 })] })).toEqual([]);
    expect(found({ runs: [...many(16), ...many(3, { dollars: 11 })] })).toEqual([]);
    expect(found({ runs: [...many(30, { dollars: 0 }), ...many(3, { dollars: 0, toolCalls: 500 })] })).toEqual([]);
  });
});

describe('oversized contexts', () => {
  it('are found in runs whose calls carry far more input than usual', () => {
    const runs = [...many(28, { dollars: 1 }), ...many(2, { dollars: 2, inputTokens: 1_000_000n })];
    const [large, ...rest] = found({ runs });
    expect(rest).toEqual([]);
    // 100,000 instead of 10,000 tokens per call: down to 40,000, 60 % of 2 × $2; down to 10,000, 90 %; twice.
    expect(large).toMatchObject({
      kind: 'oversized_context',
      scope: { agentType: 'developer', model: 'opus', sign: 'spread' },
      runs: 2,
      numbers: { medianInputPerCall: 10_000, p95InputPerCall: 59_500 },
      saving: { low: '4.800000', expected: '6.000000', high: '7.200000' },
    });
    expect(found({ runs: runs.slice(-19) })).toEqual([]);
  });

  it('are found where many calls are long', () => {
    const usage = [
      used('developer', { calls: 100 }),
      used('developer', { calls: 50, inputTokens: 8_000_000n, contextBand: 1 }),
    ];
    // 8 M less 50 × 128 k is 1.6 M tokens at $3 a million: $4.8; twice, of which a quarter, half and all.
    expect(found({ usage })).toMatchObject([
      {
        kind: 'oversized_context',
        scope: { agentType: 'developer', model: 'sonnet', sign: 'long_calls' },
        calls: 50,
        numbers: { allCalls: 150, longCalls: 50, inputPerLongCall: 160_000, inputCost: '24.000000' },
        saving: { low: '2.400000', expected: '4.800000', high: '9.600000' },
      },
    ]);
    expect(found({ usage: [used('developer', { calls: 201 }), usage[1]!] })).toEqual([]);
  });
});

describe('retries', () => {
  it('are what failed calls cost that were followed by another', () => {
    const retrying = { dollars: 2, failedCalls: 3, retries: 2, failedCallsCost: cents(60) };
    // Of 60 cents for three failed calls, two were followed by another: 10 × 40 cents, twice.
    expect(found({ runs: many(10, retrying) })).toMatchObject([
      {
        kind: 'retries',
        scope: { agentType: 'developer' },
        runs: 10,
        numbers: { retries: 20, failedCalls: 30, retryRate: 0.2, retriedCallsCost: '4.000000' },
        saving: { low: '2.000000', expected: '4.000000', high: '8.000000' },
      },
    ]);
    expect(found({ runs: many(9, retrying) })).toEqual([]);
  });
});

describe('recommendations', () => {
  it('name questions that the API takes', () => {
    const queries = new Map<string, { parse(query: unknown): unknown }>([
      ['/api/analytics/agents', reportAgentsQuery],
      ['/api/cost/report', reportCostsQuery],
      ['/api/cost/what-if', whatIfCostsQuery],
    ]);
    const failing = { outcome: 'failed', retries: 2, failedCalls: 2, failedCallsCost: cents(50) } as const;
    const runs = [
      ...many(40, { dollars: 2 }),
      ...many(10, { dollars: 2, ...failing }),
      ...many(40, { model: 'haiku', dollars: 0.5 }),
      ...many(4, { dollars: 30, inputTokens: 2_000_000n }),
    ];
    const usage = [
      used('developer', { contextBand: 1, inputTokens: 30_000_000n }),
      used('reviewer', { cacheReadTokens: 8_000_000n }),
    ];
    const all = found({ runs, usage });
    expect([...new Set(all.map(({ kind }) => kind))].sort()).toEqual([...recommendationKinds].sort());
    for (const { links } of all) {
      for (const link of links) {
        const { pathname, searchParams } = new URL(link, 'http://localhost');
        expect(() => queries.get(pathname)!.parse(Object.fromEntries(searchParams))).not.toThrow();
      }
    }
  });

  it('are not about less than a dollar in 30 days, nor about nothing', () => {
    const runs = [...many(30, { dollars: 0.01 }), ...many(3, { dollars: 0.11 })];
    expect(found({ runs })).toEqual([]);
    expect(found({})).toEqual([]);
  });

  it('have an id that stays while the numbers change, and another for another scope', () => {
    const looping = (agentType: string, dollars: number) => [
      ...many(30, { agentType }),
      ...many(3, { agentType, dollars }),
    ];
    const ids = (runs: readonly CostedRun[]) =>
      recommendationsIn({ ...period, runs, usage: [] }).found.map(({ id }) => id);
    const [one, ...rest] = ids(looping('developer', 11));
    expect(one).toMatch(/^looping-runs-[0-9a-f]{12}$/);
    expect(rest).toEqual([]);
    expect(ids(looping('developer', 20))).toEqual([one]);
    expect(ids(looping('reviewer', 11))).not.toEqual([one]);
  });

  it('are in the order of what is expected to be saved', () => {
    const runs = [
      ...many(30),
      ...many(3, { dollars: 11 }),
      ...many(30, { agentType: 'b' }),
      ...many(3, { agentType: 'b', dollars: 50 }),
    ];
    expect(found({ runs }).map(({ scope }) => scope.agentType)).toEqual(['b', 'developer']);
  });
});
