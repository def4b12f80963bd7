import type { QueryBus } from '@nestjs/cqrs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, microUsd } from '../../../pricing/cost.js';
import { PriceBook } from '../../../pricing/price-book.js';
import { ListUsedModels, SumModelUsage } from '../../../projections/model-usage/index.js';
import { addUsage, nothing } from './cost-sums.js';
import { HypotheticalUsage } from './hypothetical-usage.service.js';
import { PricedUsage } from './priced-usage.service.js';

const START = Date.parse('2025-06-01T00:00:00Z');
const QUARTER_MS = 15 * 60_000;
/** Ten days, in the middle of which o3 becomes cheaper. */
const QUARTERS = 960;
const range = { from: new Date(START + 5 * 86_400_000), to: new Date(START + 15 * 86_400_000) };
const book = new PriceBook([]);
const models = ['o3', 'claude-opus-4-5', 'gpt-4o', 'nobody-knows-it'];

interface Call {
  readonly model: string;
  readonly quarter: number;
  readonly input: number;
  readonly read: number;
  readonly written: number;
  readonly output: number;
}

const pricedModel = (model: string) => ({ model, provider: '', mode: '', contextBand: 0 });
const atOf = ({ quarter }: Call) => range.from.getTime() + quarter * QUARTER_MS;
const usageOf = ({ input, read, written, output }: Call) => ({
  inputTokens: BigInt(input + read + written),
  outputTokens: BigInt(output),
  cacheReadTokens: BigInt(read),
  cacheWriteTokens: BigInt(written),
  cacheWrite1hTokens: 0n,
});

/** Answers from a list of calls what the read model answers from its table, one sum for each call. */
function queriesOver(calls: readonly Call[]): QueryBus {
  const execute = (query: unknown) => {
    if (query instanceof ListUsedModels) return [...new Set(calls.map(({ model }) => model))].map(pricedModel);
    if (!(query instanceof SumModelUsage)) throw new Error('no such query');
    return calls.map((call) => ({
      period: query.grouping.periods.findIndex(
        ({ model, fromMs, toMs }) => model === call.model && fromMs <= atOf(call) && atOf(call) < toMs,
      ),
      bucket: 0,
      keys: [call.model],
      calls: 1,
      failedCalls: 0,
      usage: usageOf(call),
      tokens: usageOf(call).inputTokens + usageOf(call).outputTokens,
      reportedCostUsd: '0',
      callsWithReportedCost: 0,
      allReported: false,
    }));
  };
  return { execute: (query: unknown) => Promise.resolve(execute(query)) } as unknown as QueryBus;
}

const tokens = fc.nat({ max: 2_000_000 });
const someCalls = fc.array(
  fc.record({
    model: fc.constantFrom(...models),
    quarter: fc.nat({ max: QUARTERS - 1 }),
    input: tokens,
    read: tokens,
    written: tokens,
    output: tokens,
  }),
  { maxLength: 40 },
);

const same = { modelOf: (model: ReturnType<typeof pricedModel>) => model, usageOf: <Usage>(usage: Usage) => usage };

describe('HypotheticalUsage', () => {
  it('of the same model is what was spent, to the micro-dollar', async () => {
    await fc.assert(
      fc.asyncProperty(someCalls, async (calls) => {
        const queries = queriesOver(calls);
        const sums = await (await new HypotheticalUsage(queries).of(range, book, same)).sum(['model']);
        const spent = (await (await new PricedUsage(queries).of(range, book)).sum(['model'])).reduce(addUsage, nothing);
        const naive = calls.reduce((all, call) => {
          const price = book.priceOf(pricedModel(call.model), new Date(atOf(call)));
          return price.priced ? all + costOf(usageOf(call), price.rates) : all;
        }, 0n);
        const total = (side: 'actual' | 'hypothetical') => sums.reduce((all, sum) => all + (sum[side] ?? 0n), 0n);
        expect(total('actual')).toBe(naive);
        expect(total('hypothetical')).toBe(naive);
        expect(microUsd(total('hypothetical') as never)).toBe(microUsd((spent.cost ?? 0n) as never));
      }),
    );
  });

  it('is what each call would have cost at the prices of its own time', async () => {
    await fc.assert(
      fc.asyncProperty(someCalls, fc.constantFrom(...models), async (calls, to) => {
        const supposed = { ...same, modelOf: () => pricedModel(to) };
        const sums = await (await new HypotheticalUsage(queriesOver(calls)).of(range, book, supposed)).sum([]);
        for (const [index, { hypothetical, supposedPrice }] of sums.entries()) {
          const price = book.priceOf(pricedModel(to), new Date(atOf(calls[index]!)));
          expect(supposedPrice.priced).toBe(price.priced);
          expect(hypothetical).toBe(price.priced ? costOf(usageOf(calls[index]!), price.rates) : null);
        }
      }),
    );
  });

  it('has hand-computed amounts', async () => {
    // 1 M input of which 400 k were read, 100 k output: o3 at 10 and 40, since June 10th at 2 and 8; read at 0.5.
    const call = { model: 'o3', input: 600_000, read: 400_000, written: 0, output: 100_000 };
    const calls = [
      { ...call, quarter: 0 },
      { ...call, quarter: 900 },
    ];
    const supposed = { ...same, modelOf: () => pricedModel('claude-opus-4-5') };
    const sums = await (await new HypotheticalUsage(queriesOver(calls)).of(range, book, supposed)).sum([]);
    expect(sums.map(({ actual }) => microUsd(actual!))).toEqual([10_200_000n, 2_200_000n]);
    // claude-opus-4-5 at 5, 25 and 0.5.
    expect(sums.map(({ hypothetical }) => microUsd(hypothetical!))).toEqual([5_700_000n, 5_700_000n]);
  });
});
