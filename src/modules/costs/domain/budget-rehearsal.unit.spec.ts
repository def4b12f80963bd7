import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExactCost, microUsd } from '../../../pricing/cost.js';
import { eventfulDays, type RehearsedBudget, rehearsed, type SpentPeriod } from './budget-rehearsal.js';

const QUARTER_MS = 15 * 60_000;
/** Short days make short histories. */
const QUARTERS = 4;
const EXACT = 10n ** 9n;

interface Day {
  /** Micro-dollars, quarter by quarter. */
  readonly spent: readonly number[];
  readonly expected: number | undefined;
}

const at = (quarter: number) => new Date(Date.UTC(2026, 0, 1) + quarter * QUARTER_MS);

function history(periods: readonly (readonly Day[])[]) {
  const quarters = new Map<number, { readonly from: Date; readonly exact: bigint }[]>();
  let index = 0;
  const spent = periods.map((days): SpentPeriod => ({
    from: at(index),
    days: days.map(({ spent, expected }) => {
      const from = at(index);
      const known = spent.map((micro) => ({ from: at(index++), exact: BigInt(micro) * EXACT }));
      quarters.set(from.getTime(), known);
      return {
        from,
        to: at(index),
        exact: known.reduce((sum, { exact }) => sum + exact, 0n),
        expected: expected === undefined ? undefined : BigInt(expected),
      };
    }),
  }));
  return { spent, quarters };
}

function rehearse(periods: readonly (readonly Day[])[], amount: number, warnPercent: readonly number[]) {
  const { spent, quarters } = history(periods);
  const budget: RehearsedBudget = { amount: BigInt(amount), warnPercent, projectedForMs: QUARTER_MS };
  const eventful = new Set(eventfulDays(spent, budget).map((day) => day.getTime()));
  // Nothing else of the past is looked into.
  return rehearsed(spent, new Map([...quarters].filter(([day]) => eventful.has(day))), budget);
}

/** Every quarter of an hour by itself: all that was spent until then, added up anew. */
function naive(periods: readonly (readonly Day[])[], amount: number, warnPercent: readonly number[]) {
  const moments = periods.flatMap((days, period) =>
    days.flatMap(({ spent, expected }, day) =>
      spent.map((_, quarter) => {
        const before = days.slice(0, day).flatMap((one) => one.spent);
        const used = [...before, ...spent.slice(0, quarter + 1)].reduce((sum, micro) => sum + micro, 0);
        return { period, used, foreseen: expected === undefined ? undefined : Math.max(expected, used) };
      }),
    ),
  );
  const first = (period: number, holds: (used: number) => boolean) => {
    const index = moments.findIndex((moment) => moment.period === period && holds(moment.used));
    return index < 0 ? null : at(index);
  };
  const holds = moments.map(({ foreseen }) => foreseen !== undefined && foreseen > amount && warnPercent.length > 0);
  // Told once it has held for a quarter of an hour of its period.
  const told = holds.map(
    (now, index) => now && holds[index - 1] === true && moments[index - 1]?.period === moments[index]?.period,
  );
  return periods.map((_, period) => {
    const crossings = warnPercent.map((percent) => ({
      percent,
      at: first(period, (used) => Math.round((used / amount) * 1e6) / 1e6 >= percent / 100),
    }));
    const within = moments.flatMap((moment, index) => (moment.period === period ? [index] : []));
    const breach = within.find((index) => told[index]);
    const raised = within.filter((index) => told[index] && !told[index - 1]);
    return {
      crossings,
      usedUpAt: first(period, (used) => used >= amount),
      projectedBreachAt: breach === undefined ? null : at(breach),
      alerts: crossings.filter((crossing) => crossing.at !== null).length + raised.length,
    };
  });
}

describe('what a budget would have done', () => {
  it('is to tell of each threshold once a period, in the quarter of an hour in which it was crossed', () => {
    const [january, february] = rehearse(
      [
        [
          { spent: [10, 0, 39, 2], expected: undefined },
          { spent: [0, 29, 50, 0], expected: undefined },
        ],
        [{ spent: [50, 0, 0, 0], expected: undefined }],
      ],
      100,
      [50, 100],
    );
    expect(january?.crossings).toEqual([
      { percent: 50, at: at(3) },
      { percent: 100, at: at(6) },
    ]);
    expect([january?.usedUpAt, january?.alerts]).toEqual([at(6), 2]);
    expect(february).toMatchObject({ crossings: [{ at: at(8) }, { at: null }], usedUpAt: null, alerts: 1 });
  });

  it('is to tell of a breach when it has been foreseen for a while, and once as long as it goes on in one period', () => {
    const foreseen: Day = { spent: [1, 1, 1, 1], expected: 101 };
    const fine: Day = { spent: [1, 1, 1, 1], expected: 90 };
    const outcomes = rehearse([[fine, foreseen, foreseen], [foreseen, fine, foreseen], [fine]], 100, [100]);
    expect(outcomes.map(({ projectedBreachAt, alerts }) => [projectedBreachAt, alerts])).toEqual([
      [at(5), 1],
      // It goes on over the end of the period, which is another breach; it ends, and comes again.
      [at(13), 2],
      [null, 0],
    ]);
  });

  it('is nothing where it has no thresholds: then it has no rules', () => {
    expect(rehearse([[{ spent: [200, 0, 0, 0], expected: 300 }]], 100, [])).toEqual([
      { crossings: [], usedUpAt: at(0), projectedBreachAt: null, alerts: 0 },
    ]);
  });

  it('equals what comes of every quarter of an hour by itself', () => {
    const micro = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }));
    const day = fc.record({
      spent: fc.array(micro, { minLength: QUARTERS, maxLength: QUARTERS }),
      expected: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    });
    const periods = fc.array(fc.array(day, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    const percents = fc.uniqueArray(fc.integer({ min: 1, max: 250 }), { maxLength: 4 });
    fc.assert(
      fc.property(periods, fc.integer({ min: 1, max: 300 }), percents, (past, amount, warn) => {
        const ascending = [...warn].sort((a, b) => a - b);
        expect(rehearse(past, amount, ascending)).toEqual(naive(past, amount, ascending));
      }),
    );
  });

  it('knows amounts that are exact below the micro-dollar', () => {
    const half = { from: at(0), exact: EXACT / 2n };
    expect(microUsd(half.exact as ExactCost)).toBe(1n);
    const spent = [{ from: at(0), days: [{ ...half, to: at(1), expected: undefined }] }];
    const budget = { amount: 1n, warnPercent: [100], projectedForMs: QUARTER_MS };
    expect(rehearsed(spent, new Map([[at(0).getTime(), [half]]]), budget)[0]?.usedUpAt).toEqual(at(0));
  });
});
