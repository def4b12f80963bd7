import { describe, expect, it } from 'vitest';
import { ratioOf, twoProportionTest, wilsonInterval } from './proportions.js';

describe('the interval of a success rate', () => {
  it('is Wilson’s, as reckoned by hand', () => {
    // 8 of 10: (0.8 + 3.841459 / 20) / 1.3841459 = 0.716740, give or take 1.959964 * sqrt(0.016 + 0.0096036) / 1.3841459.
    const eight = wilsonInterval({ successes: 8, trials: 10 });
    expect(eight?.low).toBeCloseTo(0.4901625, 5);
    expect(eight?.high).toBeCloseTo(0.9433178, 5);
  });

  it('stays within 0 and 1 and never closes on few trials', () => {
    const all = wilsonInterval({ successes: 3, trials: 3 });
    // 3 of 3: 3 / (3 + 3.841459).
    expect(all?.low).toBeCloseTo(0.438503, 5);
    expect(all?.high).toBe(1);
    const none = wilsonInterval({ successes: 0, trials: 3 });
    expect(none?.low).toBe(0);
    expect(none?.high).toBeCloseTo(0.561497, 5);
  });

  it('is not known without trials', () => {
    expect(wilsonInterval({ successes: 0, trials: 0 })).toBeNull();
    expect(ratioOf(0, 0)).toBeNull();
    expect(ratioOf(0, 4)).toBe(0);
  });
});

describe('whether two success rates differ', () => {
  it('is told by z and its probability, as reckoned by hand', () => {
    // 0.9 - 0.6 over sqrt(0.75 * 0.25 * 2 / 50) = 0.3 / 0.0866025.
    const test = twoProportionTest({ successes: 45, trials: 50 }, { successes: 30, trials: 50 });
    if (test.kind !== 'tested') throw new Error(test.kind);
    expect(test.z).toBeCloseTo(3.4641016, 6);
    expect(test.pValue).toBeCloseTo(0.000532, 6);
    // 0.48 - 0.52 over sqrt(0.5 * 0.5 * 2 / 100).
    const other = twoProportionTest({ successes: 48, trials: 100 }, { successes: 52, trials: 100 });
    if (other.kind !== 'tested') throw new Error(other.kind);
    expect(other.z).toBeCloseTo(-0.5656854, 6);
    expect(other.pValue).toBeCloseTo(0.571608, 5);
  });

  it('is not told where too little is expected, or nothing is known', () => {
    expect(twoProportionTest({ successes: 3, trials: 4 }, { successes: 1, trials: 5 }).kind).toBe('too_few');
    expect(twoProportionTest({ successes: 90, trials: 90 }, { successes: 80, trials: 80 }).kind).toBe('too_few');
    expect(twoProportionTest({ successes: 0, trials: 0 }, { successes: 80, trials: 80 }).kind).toBe('no_trials');
  });
});
