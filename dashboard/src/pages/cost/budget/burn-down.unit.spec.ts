import { describe, expect, it } from 'vitest';
import { burnDownLines } from './burn-down';

const at = (text: string) => Date.parse(text) / 1000;
const budget = {
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-12-01T00:00:00.000Z',
  amount: '100',
  used: '30.000000',
  burnDown: [
    { from: '2026-11-01T00:00:00.000Z', used: '10.000000', remaining: '90.000000' },
    { from: '2026-11-02T00:00:00.000Z', used: '30.000000', remaining: '70.000000' },
  ],
  projected: { expected: '90.000000', low: '80.000000', high: '110.000000', remaining: '10.000000' },
};

describe('the burn-down of a budget', () => {
  it('goes from nothing to what is used now, and on to what is expected', () => {
    const { times, series } = burnDownLines(budget, Date.parse('2026-11-02T12:00:00Z'));
    expect(times).toEqual(
      ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', '2026-11-02T12:00:00Z', '2026-12-01T00:00:00Z'].map(at),
    );
    expect(series[0]?.values).toEqual([0, 10, 30, null]);
    expect(series[1]).toMatchObject({
      values: [null, null, 30, 90],
      band: { low: [null, null, 30, 80], high: [null, null, 30, 110] },
    });
  });

  it('expects nothing while too little is known', () => {
    expect(burnDownLines({ ...budget, projected: null }, 0).series).toHaveLength(1);
  });
});
