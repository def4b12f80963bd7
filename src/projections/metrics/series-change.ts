import type { MetricFamily } from './metric-families.js';

/** What one event does to one series. */
export type SeriesChange =
  | { readonly op: 'add'; readonly series: string; readonly amount: number }
  | { readonly op: 'set'; readonly series: string; readonly value: number }
  | { readonly op: 'observe'; readonly series: string; readonly value: number };

/** Longest label value that is kept; a longer one is cut, so that no reporter can bloat every scrape. */
const MAX_LABEL_CHARS = 120;

/**
 * The key of a series: its family and its label values in the family's order. Unambiguous, since JSON escapes.
 * `seriesOf(queueDepth, 'pr_queue')` → `["orchestrate_queue_depth","pr_queue"]`.
 */
export function seriesOf(family: MetricFamily, ...values: readonly string[]): string {
  return JSON.stringify([family.name, ...values.map((value) => value.slice(0, MAX_LABEL_CHARS))]);
}

/** The family's name and the label values of a key made by `seriesOf`. */
export function parseSeries(series: string): { readonly name: string; readonly values: readonly string[] } {
  const [name, ...values] = JSON.parse(series) as [string, ...string[]];
  return { name, values };
}

export const add = (family: MetricFamily, labels: readonly string[], amount = 1): SeriesChange => ({
  op: 'add',
  series: seriesOf(family, ...labels),
  amount,
});

export const set = (family: MetricFamily, labels: readonly string[], value: number): SeriesChange => ({
  op: 'set',
  series: seriesOf(family, ...labels),
  value,
});

export const observe = (family: MetricFamily, labels: readonly string[], value: number): SeriesChange => ({
  op: 'observe',
  series: seriesOf(family, ...labels),
  value,
});
