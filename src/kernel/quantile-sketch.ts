/**
 * How many observations fell into each bucket of a logarithmic scale, by the bucket's number as text; JSON as it is.
 * Sketches are merged by adding their counts, in any order, and answer quantiles within `SKETCH_ACCURACY` of the truth.
 */
export type QuantileSketch = Readonly<Record<string, number>>;

/** Largest relative error of a quantile. */
export const SKETCH_ACCURACY = 0.02;

/** Ratio of a bucket's bounds: bucket `n` holds what is above `BASE^(n-1)` and not above `BASE^n`. */
const BASE = (1 + SKETCH_ACCURACY) / (1 - SKETCH_ACCURACY);
const LOG_BASE = Math.log(BASE);

/** What is too small to matter, zero included, has a bucket of its own. */
const SMALLEST = 0.001;
const ZERO_BUCKET = 'zero';

/** The sketch with one more observation (0 or more). */
export function observeInSketch(sketch: QuantileSketch, value: number): QuantileSketch {
  const bucket = value < SMALLEST ? ZERO_BUCKET : String(Math.ceil(Math.log(value) / LOG_BASE));
  return { ...sketch, [bucket]: (sketch[bucket] ?? 0) + 1 };
}

/** The value below which that part (0 to 1) of the observations lies, by nearest rank; null where there are none. */
export function quantileOfSketch(sketch: QuantileSketch, quantile: number): number | null {
  const buckets = Object.entries(sketch)
    .map(([bucket, count]) => ({ count, bucket: bucket === ZERO_BUCKET ? -Infinity : Number(bucket) }))
    .sort((one, other) => (one.bucket < other.bucket ? -1 : 1));
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  let rank = Math.max(1, Math.ceil(quantile * all));
  for (const { bucket, count } of buckets) {
    rank -= count;
    if (rank <= 0) return bucket === -Infinity ? 0 : (2 * BASE ** bucket) / (BASE + 1);
  }
  return null;
}
