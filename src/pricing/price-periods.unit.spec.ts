import { describe, expect, it } from 'vitest';
import { PriceBook, type PriceOverride } from './price-book.js';
import { pricePeriods } from './price-periods.js';

const asked = (model: string) => ({ model, provider: '', mode: '', contextBand: 0 });
const at = (text: string) => Date.parse(text);

function shown(book: PriceBook, model: string, from: string, to: string) {
  return pricePeriods(book, asked(model), at(from), at(to)).map(({ fromMs, toMs, price }) => [
    new Date(fromMs).toISOString(),
    new Date(toMs).toISOString(),
    price.priced ? price.rates.input : price.reason,
  ]);
}

describe('the prices of a model over a time', () => {
  it('are one stretch where nothing changes', () => {
    expect(shown(new PriceBook([]), 'claude-opus-4-5', '2026-01-01T06:00:00Z', '2026-03-01T00:00:00Z')).toEqual([
      ['2026-01-01T06:00:00.000Z', '2026-03-01T00:00:00.000Z', '5'],
    ]);
    expect(shown(new PriceBook([]), 'nobody-knows', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z')).toEqual([
      ['2026-01-01T00:00:00.000Z', '2026-01-03T00:00:00.000Z', 'unknown_model'],
    ]);
  });

  it('change on the day on which the list has another one', () => {
    const periods = shown(new PriceBook([]), 'o3', '2025-05-01T00:00:00Z', '2025-08-01T00:00:00Z');
    expect(periods.map(([, , input]) => input)).toEqual(['10', '2']);
    expect(periods[0]?.[1]).toBe(periods[1]?.[0]);
  });

  it('change within the day where the list says so', () => {
    const periods = shown(new PriceBook([]), 'deepseek-chat', '2025-05-01T00:00:00Z', '2025-05-03T00:00:00Z');
    expect(new Set(periods.map(([, , input]) => input)).size).toBe(2);
    expect(periods.length).toBeGreaterThanOrEqual(4);
  });

  it('change where a price that was set begins and ends', () => {
    const override: PriceOverride = {
      priceId: 'p1',
      model: 'claude-opus-4-5',
      provider: null,
      mode: null,
      rates: { input: '4', output: '20', cacheRead: null, cacheWrite: null, cacheWrite1h: null },
      effectiveFrom: at('2026-01-10T12:00:00Z'),
      effectiveUntil: at('2026-01-20T00:15:00Z'),
      knownFrom: 0,
      knownUntil: null,
    };
    expect(shown(new PriceBook([override]), 'claude-opus-4-5', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toEqual(
      [
        ['2026-01-01T00:00:00.000Z', '2026-01-10T12:00:00.000Z', '5'],
        ['2026-01-10T12:00:00.000Z', '2026-01-20T00:15:00.000Z', '4'],
        ['2026-01-20T00:15:00.000Z', '2026-02-01T00:00:00.000Z', '5'],
      ],
    );
  });
});
