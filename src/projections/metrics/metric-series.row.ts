import type { MetricFamily } from './metric-families.js';
import { SUMMARY_WINDOW } from './metric-families.js';

/** Histograms: observations per bucket (not cumulative; the last is +Inf) and their sum. */
export interface HistogramState {
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Summaries: the sum of all observations and the latest of them, oldest first. */
export interface SummaryState {
  readonly window: readonly number[];
  readonly sum: number;
}

/** Current value of one series. History of it, one version per 15 s slot, answers queries about the past. */
export interface MetricSeriesRow {
  /** Key made by `seriesOf`. */
  readonly series: string;
  readonly name: string;
  /** Counters and gauges: the value. Histograms and summaries: the number of observations. */
  readonly value: number;
  readonly state: HistogramState | SummaryState | null;
  /** The first scrape (multiple of 15 s) that sees this value. */
  readonly slot: Date;
  /** Position of the event that made it so; readers fetch what is beyond the last they saw. */
  readonly position: string;
  /** Position of the event that made the series: the order in which label values are admitted under a cap. */
  readonly born: string;
}

/** What a scrape interval of 15 s would have seen: the grid on which history is kept. */
export const GRID_MS = 15_000;

/** The first grid point at or after `time`. */
export function slotOf(time: Date): Date {
  return new Date(Math.ceil(time.getTime() / GRID_MS) * GRID_MS);
}

export function observeInto(
  state: HistogramState | SummaryState | null,
  family: MetricFamily,
  value: number,
): HistogramState | SummaryState {
  if (family.kind === 'summary') {
    const before = state as SummaryState | null;
    const window = before?.window.slice(-(SUMMARY_WINDOW - 1)) ?? [];
    window.push(value);
    return { sum: (before?.sum ?? 0) + value, window };
  }
  const bounds = family.buckets ?? [];
  const before = state as HistogramState | null;
  const counts = before ? before.counts.slice() : new Array<number>(bounds.length + 1).fill(0);
  let bucket = bounds.findIndex((bound) => value <= bound);
  if (bucket < 0) bucket = bounds.length;
  counts[bucket] = (counts[bucket] ?? 0) + 1;
  return { sum: (before?.sum ?? 0) + value, counts };
}

/** The nearest-rank quantile of the window; undefined when nothing was observed. */
export function quantileOf(window: readonly number[], quantile: number): number | undefined {
  if (window.length === 0) return undefined;
  const sorted = [...window].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
}
