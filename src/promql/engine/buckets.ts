/** How many observations were at most `upperBound`. */
export interface Bucket {
  readonly upperBound: number;
  count: number;
}

/** Counts that differ by less than this, relatively, differ by rounding only. */
const SMALL_DIFFERENCE = 1e-12;
const LEAST_NORMAL = 2.2250738585072014e-308;

/** The φ-quantile of a classic histogram, linear within a bucket. Buckets in order of their bounds. */
export function bucketQuantile(phi: number, given: readonly Bucket[], onRepair: () => void): number {
  if (Number.isNaN(phi)) return Number.NaN;
  if (phi < 0) return Number.NEGATIVE_INFINITY;
  if (phi > 1) return Number.POSITIVE_INFINITY;
  if (given.at(-1)!.upperBound !== Number.POSITIVE_INFINITY) return Number.NaN;
  const buckets = coalesced(given);
  if (makeMonotonic(buckets)) onRepair();
  const last = buckets.length - 1;
  const observations = buckets[last]!.count;
  if (last < 1 || observations === 0) return Number.NaN;
  let rank = phi * observations;
  const index = buckets.findIndex(({ count }, at) => at === last || count >= rank);
  if (index === last) return buckets[last - 1]!.upperBound;
  if (index === 0 && buckets[0]!.upperBound <= 0) return buckets[0]!.upperBound;
  const end = buckets[index]!.upperBound;
  let start = 0;
  let { count } = buckets[index]!;
  if (index > 0) {
    const below = buckets[index - 1]!;
    start = below.upperBound;
    count -= below.count;
    rank -= below.count;
  }
  return start + (end - start) * (rank / count);
}

/** Which share of the observations lies between two values. Buckets in order of their bounds. */
export function bucketFraction(lower: number, upper: number, given: readonly Bucket[]): number {
  if (given.at(-1)!.upperBound !== Number.POSITIVE_INFINITY) return Number.NaN;
  const buckets = coalesced(given);
  const total = buckets.at(-1)!.count;
  if (total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  return (rankOf(upper, buckets, total) - rankOf(lower, buckets, total)) / total;
}

/** How many observations lie below a value. */
function rankOf(value: number, buckets: readonly Bucket[], total: number): number {
  let below = 0;
  // Where the first bound is positive, the observations are taken to be so, too.
  let start = buckets[0]!.upperBound <= 0 ? Number.NEGATIVE_INFINITY : 0;
  for (const { upperBound, count } of buckets) {
    if (start >= value) return Math.min(below, total);
    if (upperBound > value) {
      // Within a bucket that is open to below, nothing is known of where they lie.
      const rank =
        start === Number.NEGATIVE_INFINITY ? count : below + ((count - below) * (value - start)) / (upperBound - start);
      return Math.min(rank, total);
    }
    below = count;
    start = upperBound;
  }
  return total;
}

/** Buckets of one bound as one: "1" and "1.0" are written differently but are the same. */
function coalesced(buckets: readonly Bucket[]): Bucket[] {
  const result: Bucket[] = [];
  for (const { upperBound, count } of buckets) {
    const before = result.at(-1);
    if (before?.upperBound === upperBound) before.count += count;
    else result.push({ upperBound, count });
  }
  return result;
}

/** Raises what lies below the bucket before; whether that was more than the correction of rounding. */
function makeMonotonic(buckets: readonly Bucket[]): boolean {
  let forced = false;
  let before = buckets[0]!.count;
  for (const bucket of buckets.slice(1)) {
    if (bucket.count === before) continue;
    if (isAlmostEqual(bucket.count, before)) bucket.count = before;
    else if (bucket.count < before) {
      bucket.count = before;
      forced = true;
    } else before = bucket.count;
  }
  return forced;
}

function isAlmostEqual(a: number, b: number): boolean {
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < LEAST_NORMAL) return difference < SMALL_DIFFERENCE * LEAST_NORMAL;
  return difference / Math.min(sum, Number.MAX_VALUE) < SMALL_DIFFERENCE;
}
