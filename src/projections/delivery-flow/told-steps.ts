/** Something that happened: when (milliseconds), and what. */
export type ToldStep<What extends string | boolean> = readonly [atMs: number, what: What];

/**
 * The steps with one more, in the order in which they happened, of one moment in the order that is given, else by name: so neither
 * the order in which they are told matters nor how often. The same list where the step is known.
 */
export function withStep<What extends string | boolean>(
  steps: readonly ToldStep<What>[],
  step: ToldStep<What>,
  order: readonly What[],
): readonly ToldStep<What>[] {
  if (steps.some(([atMs, what]) => atMs === step[0] && what === step[1])) return steps;
  const place = steps.findIndex((other) => isBefore(step, other, order));
  return steps.toSpliced(place < 0 ? steps.length : place, 0, step);
}

function isBefore<What extends string | boolean>(
  [oneMs, one]: ToldStep<What>,
  [otherMs, other]: ToldStep<What>,
  order: readonly What[],
): boolean {
  if (oneMs !== otherMs) return oneMs < otherMs;
  const [rank, otherRank] = [order.indexOf(one), order.indexOf(other)];
  return rank === otherRank ? one < other : rank < otherRank;
}

/** When it was one of these first. */
export function firstOf<What extends string | boolean>(
  steps: readonly ToldStep<What>[],
  ...wanted: readonly What[]
): Date | null {
  const found = steps.find(([, what]) => wanted.includes(what));
  return found ? new Date(found[0]) : null;
}

/** Since when it is, at the end of all that was told, one of these without a break; null while it is not. */
export function sinceWhen<What extends string | boolean>(
  steps: readonly ToldStep<What>[],
  ...wanted: readonly What[]
): Date | null {
  const lastOther = steps.findLastIndex(([, what]) => !wanted.includes(what));
  const start = steps[lastOther + 1];
  return start ? new Date(start[0]) : null;
}

/** Of two times that may be unknown, the earlier. */
export function earliest(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return other < one ? other : one;
}
