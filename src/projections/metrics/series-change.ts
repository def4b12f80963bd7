import type { MetricFamily } from './metric-families.js';

/** What one event does to one series. */
export type SeriesChange =
  | { readonly op: 'begin'; readonly series: string }
  | { readonly op: 'add'; readonly series: string; readonly amount: number }
  | { readonly op: 'set'; readonly series: string; readonly value: number }
  | { readonly op: 'observe'; readonly series: string; readonly value: number };

/** For each of the events, by its type: what it does to the series, recorded at that time. */
export type ChangesOf<Event extends { readonly type: string; readonly data: unknown }> = {
  readonly [Type in Event['type']]: (
    data: Extract<Event, { readonly type: Type }>['data'],
    recordedAt: Date,
  ) => readonly SeriesChange[];
};

/** Longest label value that is kept; a longer one is cut, so that no reporter can bloat every scrape. */
const MAX_LABEL_CHARS = 120;

/** A key made before, at the end of the path of its label values. */
interface Known {
  readonly next: Map<string, Known>;
  series: string | undefined;
}

/** Keys made before, by family: making one costs more than all else that an event does to a series. */
const known = new Map<string, { readonly root: Known; size: number }>();
/** Beyond this many the memory starts anew; label values are few by design, and bounded against those who send many. */
const MAX_KNOWN = 20_000;

/**
 * The key of a series: its family and its label values in the family's order. Unambiguous, since JSON escapes.
 * `seriesOf(queueDepth, 'pr_queue')` → `["orchestrate_queue_depth","pr_queue"]`.
 */
export function seriesOf(family: MetricFamily, ...values: readonly string[]): string {
  let siblings = known.get(family.name);
  if (!siblings || siblings.size >= MAX_KNOWN) {
    known.set(family.name, (siblings = { root: { next: new Map(), series: undefined }, size: 0 }));
  }
  let place = siblings.root;
  for (const value of values) {
    let next = place.next.get(value);
    if (next === undefined) place.next.set(value, (next = { next: new Map(), series: undefined }));
    place = next;
  }
  if (place.series === undefined) {
    place.series = JSON.stringify([family.name, ...values.map(cut)]);
    siblings.size += 1;
  }
  return place.series;
}

/** Never between the halves of a character. */
function cut(value: string): string {
  return value.length <= MAX_LABEL_CHARS ? value : value.slice(0, MAX_LABEL_CHARS).replace(/[\uD800-\uDBFF]$/, '');
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

/**
 * The series is there from now on, at 0 if it was not there before. A counter that is born with its first event is
 * seen to stand at 1, not to go up: what is asked how fast it grows must be there before.
 */
export const begin = (family: MetricFamily, labels: readonly string[]): SeriesChange => ({
  op: 'begin',
  series: seriesOf(family, ...labels),
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

/** Nothing where it was not measured. */
export const observed = (
  family: MetricFamily,
  labels: readonly string[],
  value: number | undefined,
): readonly SeriesChange[] => (value === undefined ? [] : [observe(family, labels, value)]);

/** One thing goes from a series of a gauge to another; it was in none, or is in none afterwards, where that is absent. */
export const move = (
  gauge: MetricFamily,
  from: readonly string[] | undefined,
  to: readonly string[] | undefined,
): readonly SeriesChange[] => [...(from ? [add(gauge, from, -1)] : []), ...(to ? [add(gauge, to)] : [])];
