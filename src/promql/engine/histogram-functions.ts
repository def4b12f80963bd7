import { type Labels, METRIC_NAME } from '../labels.js';
import { goQuote } from '../parser/go-quote.js';
import { type Bucket, bucketFraction, bucketQuantile } from './buckets.js';
import { Grid, merged } from './grid.js';
import type { Run } from './run.js';

const BUCKET_LABEL = 'le';
const NOT_OF_HISTOGRAM = new Set([METRIC_NAME, BUCKET_LABEL]);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

/** The rows of one classic histogram, in order of their buckets' bounds. */
interface Histogram {
  readonly labels: Labels;
  readonly rows: { readonly row: number; readonly upperBound: number }[];
}

/** histogram_quantile(φ, buckets). */
export function histogramQuantile(phi: Float64Array, grid: Grid, run: Run): Promise<Grid> {
  for (const each of new Set(phi)) if (!(each >= 0 && each <= 1)) run.annotations.invalidQuantile(each);
  const onRepair = (): void =>
    run.annotations.inform(
      'input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)',
    );
  return ofHistograms(grid, run, (buckets, step) => bucketQuantile(phi[step]!, buckets, onRepair));
}

/** histogram_fraction(lower, upper, buckets). */
export function histogramFraction(lower: Float64Array, upper: Float64Array, grid: Grid, run: Run): Promise<Grid> {
  return ofHistograms(grid, run, (buckets, step) => bucketFraction(lower[step]!, upper[step]!, buckets));
}

async function ofHistograms(
  grid: Grid,
  run: Run,
  answer: (buckets: readonly Bucket[], step: number) => number,
): Promise<Grid> {
  const histograms = histogramsOf(grid, run);
  const { steps } = grid;
  const result = Grid.allocate(
    histograms.map(({ labels }) => labels),
    steps,
    run.budget,
  );
  for (const [index, { rows }] of histograms.entries()) {
    for (let step = 0; step < steps; step++) {
      const buckets: Bucket[] = [];
      for (const { row, upperBound } of rows) {
        const cell = row * steps + step;
        if (grid.present[cell]) buckets.push({ upperBound, count: grid.values[cell]! });
      }
      if (buckets.length === 0) continue;
      result.values[index * steps + step] = answer(buckets, step);
      result.present[index * steps + step] = 1;
      if (run.pace.due(rows.length * 8)) await run.pace.rest();
    }
  }
  return merged(result.compacted());
}

function histogramsOf(grid: Grid, run: Run): readonly Histogram[] {
  const histograms = new Map<string, Histogram>();
  const bucketLabel = new Set([BUCKET_LABEL]);
  for (let row = 0; row < grid.rows; row++) {
    const labels = grid.labels[row]!;
    const upperBound = boundOf(labels.get(BUCKET_LABEL));
    if (upperBound === undefined) {
      run.annotations.warn(
        `bucket label "le" is missing or has a malformed value of ${goQuote(labels.get(BUCKET_LABEL))}`,
      );
      continue;
    }
    const { key } = labels.drop(bucketLabel);
    let histogram = histograms.get(key);
    if (!histogram) histograms.set(key, (histogram = { labels: labels.drop(NOT_OF_HISTOGRAM), rows: [] }));
    histogram.rows.push({ row, upperBound });
  }
  for (const { rows } of histograms.values()) rows.sort((a, b) => compareNumbers(a.upperBound, b.upperBound));
  return [...histograms.values()];
}

function boundOf(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  if (!INFINITE.test(text)) return undefined;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

// Not by their difference: that of two infinities is no number.
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
