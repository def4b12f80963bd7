import { describe, expect, it } from 'vitest';
import type { PriceBookEvent, PriceData } from '../../../events/price-book.events.js';
import { PriceBook } from '../../../pricing/price-book.js';
import { evolveKnownPrices, type KnownPrices } from './known-prices.js';
import { type PriceBookCommand, priceBookDecider } from './price-book.decider.js';

const price = (change: Partial<PriceData> = {}): PriceData => ({
  model: 'claude-opus-4-5',
  provider: null,
  mode: null,
  rates: { input: '4', output: '20', cacheRead: null, cacheWrite: null, cacheWrite1h: null },
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  effectiveUntil: null,
  note: null,
  ...change,
});
const set = (priceId: string, change: Partial<PriceData> = {}): PriceBookCommand => ({
  type: 'set',
  priceId,
  price: price(change),
});

function run(...commands: readonly PriceBookCommand[]): readonly PriceBookEvent[] {
  let state = priceBookDecider.initial;
  const all: PriceBookEvent[] = [];
  for (const command of commands) {
    for (const event of priceBookDecider.decide(command, state)) {
      state = priceBookDecider.evolve(state, event);
      all.push(event);
    }
  }
  return all;
}

describe('the price book', () => {
  it('remembers a price and what it was before, and says nothing twice', () => {
    const dearer = { rates: { ...price().rates, input: '5' } };
    const events = run(set('a'), set('b'), set('c', dearer), { type: 'remove', priceId: 'a' });
    expect(events.map(({ type }) => type)).toEqual(['PriceChanged', 'PriceChanged', 'PriceRemoved']);
    expect(events[1]).toMatchObject({ data: { priceId: 'a', previous: price(), price: dearer } });
  });

  it('lets a price without an end be followed by another, and models of other names or modes alone', () => {
    const later = '2026-02-01T00:00:00.000Z';
    expect(run(set('a'), set('b', { effectiveFrom: later }), set('c', { mode: 'fast' }))).toHaveLength(3);
    expect(run(set('a', { effectiveUntil: later }), set('b', { effectiveFrom: later }))).toHaveLength(2);
    // Of two names of one model the closer one counts, so that they may both be in force.
    expect(run(set('a'), set('b', { model: 'anthropic/claude-opus-4-5' }))).toHaveLength(2);
  });

  it.each([
    ['within another', { effectiveFrom: '2026-01-10T00:00:00Z', effectiveUntil: '2026-01-11T00:00:00Z' }],
    ['past the end of another', { effectiveFrom: '2026-01-31T00:00:00Z' }],
    ['around another', { effectiveFrom: '2025-12-01T00:00:00Z', effectiveUntil: '2026-03-01T00:00:00Z' }],
    ['of another spelling', { model: 'Claude-Opus-4-5', effectiveFrom: '2026-01-10T00:00:00Z' }],
  ])('refuses a price %s', (_, change) => {
    const first = set('a', { effectiveUntil: '2026-02-01T00:00:00Z' });
    expect(() => run(first, set('b', change))).toThrow(expect.objectContaining({ code: 'PRICE_OVERLAPS' }));
  });

  it.each([
    ['effectiveUntil', { effectiveUntil: '2025-12-31T00:00:00Z' }],
    ['effectiveUntil', { effectiveUntil: '2026-01-01T00:00:00Z' }],
    ['effectiveFrom', { effectiveFrom: '2026-01-01T00:10:00Z' }],
    ['rates.input', { rates: { ...price().rates, input: '-1' } }],
    ['rates.cacheRead', { rates: { ...price().rates, cacheRead: '1e3' } }],
  ])('refuses a wrong %s', (field, change) => {
    expect(() => run(set('a', change))).toThrow(
      expect.objectContaining({ code: 'PRICE_INVALID', fields: [expect.objectContaining({ field })] }),
    );
  });

  it('refuses to remove what was not set', () => {
    expect(() => run({ type: 'remove', priceId: 'a' })).toThrow(expect.objectContaining({ code: 'PRICE_UNKNOWN' }));
  });

  it('decides once by what knowledge costs are reckoned', () => {
    const asOf = '2026-01-01T00:00:00Z';
    expect(run({ type: 'reprice', asOf: null }, { type: 'reprice', asOf }, { type: 'reprice', asOf })).toEqual([
      { type: 'CostsRepriced', data: { asOf, previousAsOf: null } },
    ]);
  });

  it('knows what was held to be right at any time', () => {
    const events = run(set('a'), set('a', { rates: { ...price().rates, input: '6' } }), {
      type: 'remove',
      priceId: 'a',
    });
    const known = events.reduce<KnownPrices>(
      (before, event, index) => evolveKnownPrices(before, event, new Date((index + 1) * 1_000)),
      [],
    );
    const inputAt = (at: number | undefined) => {
      const asked = { model: 'claude-opus-4-5', provider: '', mode: '', contextBand: 0 };
      const found = new PriceBook(known, at).priceOf(asked, new Date('2026-01-15T00:00:00Z'));
      return found.priced ? found.rates.input : undefined;
    };
    expect([500, 1_000, 1_999, 2_000, 3_000, undefined].map(inputAt)).toEqual(['5', '4', '4', '6', '5', '5']);
  });
});
