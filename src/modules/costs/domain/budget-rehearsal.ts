import { type ExactCost, microUsd } from '../../../pricing/cost.js';
import { usedRatioOf } from './used-ratio.js';

/** What was spent in a stretch of time; exact. */
export interface Spending {
  readonly from: Date;
  readonly exact: bigint;
}

/** A day of a period as it was, and what was foreseen on it. */
export interface RehearsedDay extends Spending {
  /** Its end, or what is known of it. */
  readonly to: Date;
  /** What was expected of the whole period at the beginning of the day, in micro-dollars; undefined: nothing could be. */
  readonly expected: bigint | undefined;
}

export interface SpentPeriod {
  readonly from: Date;
  readonly days: readonly RehearsedDay[];
}

/** When a budget would have told what in one of its periods. */
export interface RehearsedPeriod {
  /** The beginning of the quarter of an hour in which each threshold was crossed; null: it was not. */
  readonly crossings: readonly { readonly percent: number; readonly at: Date | null }[];
  readonly usedUpAt: Date | null;
  /** From when on a breach was foreseen and told of; null: none was. */
  readonly projectedBreachAt: Date | null;
  /** Alerts that were raised. What holds on from the period before is an alert of its own, once it has held for long enough. */
  readonly alerts: number;
}

export interface RehearsedBudget {
  /** In micro-dollars. */
  readonly amount: bigint;
  readonly warnPercent: readonly number[];
  /** How long a breach has to be foreseen until it is told of. */
  readonly projectedForMs: number;
}

/** Whether something is so when so many micro-dollars are used. What is so stays so: nothing is unspent. */
type Bound = (used: bigint) => boolean;

/** The days within which something happens: of these the quarters of an hour are needed. */
export function eventfulDays(periods: readonly SpentPeriod[], budget: RehearsedBudget): readonly Date[] {
  return periods.flatMap(({ days }) => boundsOf(budget).flatMap((bound) => reached(days, bound)?.stretch.from ?? []));
}

/** `quarters`: those of the eventful days, by the beginning of the day in milliseconds. */
export function rehearsed(
  periods: readonly SpentPeriod[],
  quarters: ReadonlyMap<number, readonly Spending[]>,
  budget: RehearsedBudget,
): readonly RehearsedPeriod[] {
  const [over, usedUp, ...thresholds] = boundsOf(budget) as [Bound, Bound, ...Bound[]];
  const when = ({ days }: SpentPeriod, bound: Bound): Date | null => {
    const day = reached(days, bound);
    if (!day) return null;
    // Where more was reported between two looks at the usage, the day is all that is known.
    return reached(quarters.get(day.stretch.from.getTime()) ?? [], bound, day.before)?.stretch.from ?? day.stretch.from;
  };
  // Without thresholds a budget has no rules at all.
  const hasRules = budget.warnPercent.length > 0;
  return periods.map((period) => {
    const crossings = budget.warnPercent.map((percent, index) => ({ percent, at: when(period, thresholds[index]!) }));
    const told = hasRules ? foreseen(period, budget, when(period, over)) : [];
    return {
      crossings,
      usedUpAt: when(period, usedUp),
      projectedBreachAt: told[0] ?? null,
      alerts: crossings.filter(({ at }) => at !== null).length + told.length,
    };
  });
}

function boundsOf({ amount, warnPercent }: RehearsedBudget): readonly Bound[] {
  return [
    (used) => used > amount,
    (used) => used >= amount,
    ...warnPercent.map(
      (percent): Bound =>
        (used) =>
          usedRatioOf(used, amount) >= percent / 100,
    ),
  ];
}

function reached<Stretch extends Spending>(stretches: readonly Stretch[], bound: Bound, before = 0n) {
  for (let [index, spent] = [0, before]; index < stretches.length; index++) {
    const stretch = stretches[index]!;
    if (bound(microUsd((spent + stretch.exact) as ExactCost))) return { stretch, before: spent };
    spent += stretch.exact;
  }
  return undefined;
}

/** When a breach was told of: each time that it had been foreseen for long enough. */
function foreseen(
  { days }: SpentPeriod,
  { amount, projectedForMs }: RehearsedBudget,
  over: Date | null,
): readonly Date[] {
  const held: { readonly from: Date; readonly to: Date }[] = [];
  for (const { from, to, expected } of days) {
    if (expected === undefined) continue;
    // What is spent is spent, also where less was expected.
    const start = expected > amount ? from : over;
    if (start === null || start >= to) continue;
    const begin = start < from ? from : start;
    const before = held.at(-1);
    if (before?.to.getTime() === begin.getTime()) held[held.length - 1] = { from: before.from, to };
    else held.push({ from: begin, to });
  }
  return held.flatMap(({ from, to }) => {
    const told = new Date(from.getTime() + projectedForMs);
    return told < to ? [told] : [];
  });
}
