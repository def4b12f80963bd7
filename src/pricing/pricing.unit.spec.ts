import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASE_PRICES, basePriceOf, CONTEXT_THRESHOLDS, contextBandOf } from './base-prices.js';
import { costOf, isRate, microUsd, usdText } from './cost.js';
import { modeOf, PriceBook, type PriceOverride } from './price-book.js';
import type { Rates, Usage } from './rates.js';

const usage = (inputTokens: number, outputTokens: number, rest: Partial<Record<keyof Usage, number>> = {}): Usage => ({
  inputTokens: BigInt(inputTokens),
  outputTokens: BigInt(outputTokens),
  cacheReadTokens: BigInt(rest.cacheReadTokens ?? 0),
  cacheWriteTokens: BigInt(rest.cacheWriteTokens ?? 0),
  cacheWrite1hTokens: BigInt(rest.cacheWrite1hTokens ?? 0),
});

const book = new PriceBook([]);

function invoice(model: string, day: string, used: Usage): string {
  const contextBand = contextBandOf(Number(used.inputTokens));
  const price = book.priceOf({ model, provider: '', mode: '', contextBand }, new Date(`${day}T12:00:00Z`));
  if (!price.priced) throw new Error(price.reason);
  return usdText(microUsd(costOf(used, price.rates)));
}

describe('invoices worked out by hand', () => {
  it.each([
    // 1 000 000 × 15 + 500 000 × 75
    ['claude-3-opus-20240229', '2024-01-15', usage(1_000_000, 500_000), '52.500000'],
    // uncached 2 × 3 + read 84 562 × 0.3 + written 7 096 × 3.75 + output 101 × 15
    [
      'claude-sonnet-4-20250514',
      '2025-07-01',
      usage(91_660, 101, { cacheReadTokens: 84_562, cacheWriteTokens: 7_096 }),
      '0.053500',
    ],
    // the same with 7 000 of the writes for an hour: 96 × 3.75 + 7 000 × 6
    [
      'claude-sonnet-4-20250514',
      '2025-07-01',
      usage(91_660, 101, { cacheReadTokens: 84_562, cacheWriteTokens: 7_096, cacheWrite1hTokens: 7_000 }),
      '0.069250',
    ],
    // uncached 100 × 5 + output 1 × 25
    ['claude-opus-4-5', '2026-01-15', usage(100, 1), '0.000525'],
    // read 10 000 × 0.5 + uncached 100 × 5 + output 500 × 25
    ['claude-opus-4-5-20251101', '2026-01-15', usage(10_100, 500, { cacheReadTokens: 10_000 }), '0.018000'],
    // before the price was cut: 1 M × 10 + 1 M × 40
    ['o3', '2025-05-01', usage(1_000_000, 1_000_000), '50.000000'],
    // after it: 1 M × 2 + 1 M × 8
    ['o3', '2025-07-01', usage(1_000_000, 1_000_000), '10.000000'],
    // 200 000 is not beyond 200 000: × 1.25, output × 10
    ['gemini-2.5-pro', '2025-07-01', usage(200_000, 1_000), '0.260000'],
    // one token more, and all of it is dearer: 200 001 × 2.5 + 1 000 × 15
    ['gemini-2.5-pro', '2025-07-01', usage(200_001, 1_000), '0.515003'],
    // the tier counts for what was read from the cache too: 150 001 × 2.5 + 50 000 × 0.25 + 1 000 × 15
    ['gemini-2.5-pro', '2025-07-01', usage(200_001, 1_000, { cacheReadTokens: 50_000 }), '0.402503'],
    // 100 000 × 4 + 1 000 × 20
    ['gpt-5.6', '2026-10-01', usage(100_000, 1_000), '0.420000'],
    // beyond 271 999: 272 000 × 8 + 1 000 × 30
    ['gpt-5.6', '2026-10-01', usage(272_000, 1_000), '2.206000'],
    // 1 000 × 0.8 + 1 000 × 4
    ['claude-3-5-haiku-20241022', '2025-01-15', usage(1_000, 1_000), '0.004800'],
  ])('%s on %s', (model, day, used, expected) => {
    expect(invoice(model, day, used)).toBe(expected);
  });
});

describe('the bundled prices', () => {
  it('are of the version that is named', () => {
    const require = createRequire(import.meta.url);
    const entry = require.resolve('@pydantic/genai-prices');
    const { version } = JSON.parse(readFileSync(new URL('../package.json', `file://${entry}`), 'utf8')) as {
      version: string;
    };
    expect(BASE_PRICES).toBe(`genai-prices ${version}`);
  });

  it('have no other thresholds than those that make the bands', () => {
    const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
    const starts = [...readFileSync(entry, 'utf8').matchAll(/start: ?([\de]+)/g)].map(([, start]) => Number(start));
    expect([...new Set(starts)].sort((a, b) => a - b)).toEqual([...CONTEXT_THRESHOLDS]);
  });

  it.each([
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', undefined],
    ['openrouter/anthropic/claude-sonnet-4', undefined],
    ['anthropic/claude-sonnet-4-20250514', undefined],
    ['claude-sonnet-4-20250514', 'anthropic'],
    ['claude-sonnet-4-20250514', 'a provider nobody knows'],
  ])('know %s of %s by its aliases', (model, provider) => {
    expect(basePriceOf(model, provider, new Date('2025-07-01'), 0)?.rates).toMatchObject({ input: '3', output: '15' });
  });

  it.each([
    ['bedrock/us.anthropic.claude-opus-4-5-20251101-v1:0', 'aws', '5.5'],
    ['vertex_ai/claude-opus-4-5@20251101', 'google', '5'],
    ['openrouter/anthropic/claude-opus-4-5', 'anthropic', '5'],
  ])('know whose %s is', (model, provider, input) => {
    expect(basePriceOf(model, undefined, new Date('2026-01-01'), 0)).toMatchObject({ provider, rates: { input } });
  });

  it.each(['sonnet', 'in-house-7b', 'deepseek/deepseek-r1:free', ''])('do not guess what "%s" costs', (model) => {
    expect(book.priceOf({ model, provider: '', mode: '', contextBand: 0 }, new Date('2025-07-01'))).toEqual({
      priced: false,
      reason: 'unknown_model',
    });
  });
});

describe('a price book', () => {
  const rates: Rates = { input: '1', output: '2', cacheRead: null, cacheWrite: null, cacheWrite1h: null };
  const override = (changes: Partial<PriceOverride>): PriceOverride => ({
    priceId: 'p1',
    model: 'in-house-7b',
    provider: null,
    mode: null,
    rates,
    effectiveFrom: 0,
    effectiveUntil: null,
    knownFrom: 0,
    knownUntil: null,
    ...changes,
  });
  const priced = (
    overrides: PriceOverride[],
    asked: Partial<{ model: string; provider: string; mode: string; at: number; knownAt: number }>,
  ) => {
    const { model = 'in-house-7b', provider = '', mode = '', at = 1_000, knownAt } = asked;
    const price = new PriceBook(overrides, knownAt).priceOf({ model, provider, mode, contextBand: 0 }, new Date(at));
    return price.priced ? price.source : price.reason;
  };

  it('has what was set before what the list says', () => {
    const contract = override({ model: 'claude-opus-4-5' });
    expect(priced([contract], { model: 'Claude-Opus-4-5' })).toBe('override p1');
  });

  it('goes by when a price is in force', () => {
    const until = override({ effectiveFrom: 500, effectiveUntil: 900 });
    expect(priced([until], { at: 499 })).toBe('unknown_model');
    expect(priced([until], { at: 500 })).toBe('override p1');
    expect(priced([until], { at: 900 })).toBe('unknown_model');
  });

  it('goes by when a price was known', () => {
    const corrected = [override({ knownUntil: 50 }), override({ priceId: 'p2', knownFrom: 50 })];
    expect(priced(corrected, { knownAt: 49 })).toBe('override p1');
    expect(priced(corrected, { knownAt: 50 })).toBe('override p2');
    expect(priced(corrected, {})).toBe('override p2');
  });

  it('takes the most particular price, then the latest', () => {
    const all = [
      override({}),
      override({ priceId: 'p2', provider: 'aws' }),
      override({ priceId: 'p3', effectiveFrom: 10 }),
    ];
    expect(priced(all, { provider: 'aws' })).toBe('override p2');
    expect(priced(all, {})).toBe('override p3');
  });

  it('never takes the price of one mode for that of another', () => {
    const fast = override({ model: 'claude-opus-4-5', mode: 'fast' });
    expect(priced([], { model: 'claude-opus-4-5', mode: 'fast' })).toBe('unknown_mode');
    expect(priced([fast], { model: 'claude-opus-4-5', mode: 'fast' })).toBe('override p1');
    expect(priced([fast], { model: 'claude-opus-4-5' })).toMatch(/^genai-prices/);
    expect(modeOf('standard', '')).toBe('');
    expect(modeOf('Priority', 'standard')).toBe('priority');
  });
});

describe('costs', () => {
  const tokens = fc.integer({ min: 0, max: 2_000_000 });
  const rate = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, places]) => `${whole}.${String(places).padStart(6, '0')}`);

  it('of many calls are the sum of the costs of each, without any rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(tokens, tokens, tokens), { maxLength: 20 }),
        rate,
        rate,
        rate,
        (calls, input, output, cacheRead) => {
          const rates: Rates = { input, output, cacheRead, cacheWrite: null, cacheWrite1h: null };
          const usages = calls.map(([fresh, out, read]) => usage(fresh + read, out, { cacheReadTokens: read }));
          const together = usages.reduce(
            (sum, one) => ({
              ...sum,
              inputTokens: sum.inputTokens + one.inputTokens,
              outputTokens: sum.outputTokens + one.outputTokens,
              cacheReadTokens: sum.cacheReadTokens + one.cacheReadTokens,
            }),
            usage(0, 0),
          );
          expect(costOf(together, rates)).toBe(usages.reduce((sum, one) => sum + costOf(one, rates), 0n));
        },
      ),
    );
  });

  it('are rounded once, at the end, halves away from zero', () => {
    const rates: Rates = { input: '0.5', output: '0', cacheRead: null, cacheWrite: null, cacheWrite1h: null };
    expect(microUsd(costOf(usage(1, 0), rates))).toBe(1n);
    expect(microUsd(costOf(usage(2, 0), rates))).toBe(1n);
    expect(usdText(-1n)).toBe('-0.000001');
  });

  it.each([['3'], ['0.135'], ['0.000000001']])('take %s for a rate', (text) => expect(isRate(text)).toBe(true));
  it.each([['-1'], ['1e3'], ['.5'], ['0.0000000001'], [''], ['NaN']])('refuse "%s" as a rate', (text) =>
    expect(isRate(text)).toBe(false),
  );
});
