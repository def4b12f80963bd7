import { Labels } from '../../src/promql/labels.js';
import type { SampledSeries } from '../../src/promql/series-source.js';

/** When the samples begin; they go on for three hours. */
export const START_MS = Date.UTC(2026, 0, 15, 10);
const INTERVAL_MS = 30_000;
const SAMPLES = 360;
/** Samples lie at tenths of a second where no window of a query begins or ends. */
const PHASE_MS = 7_400;

/** A generator of numbers in [0, 1) that always gives the same ones (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value of sample `index`, or none. */
type Course = (index: number) => number | undefined;

/** Counters with and without resets, gauges with gaps, NaN and infinities, classic histograms, series that come and go. */
export function generatedSeries(seed: number): readonly SampledSeries[] {
  const random = seeded(seed);
  const series: SampledSeries[] = [];
  const add = (labels: Readonly<Record<string, string>>, course: Course): void => {
    // All buckets of a histogram are sampled at once, other series each in their own second.
    const offsetMs = labels['le'] === undefined ? Math.floor(random() * 12) * 1000 : 0;
    series.push(sampled(Labels.of(labels), course, offsetMs));
  };
  for (const path of ['/a', '/b', '/c']) {
    for (const code of ['200', '404', '500']) {
      for (const instance of ['1', '2', '3']) {
        add({ __name__: 'requests_total', path, code, instance }, counter(random, instance === '3' ? 0.02 : 0));
      }
    }
  }
  for (const room of ['hall', 'attic', 'cellar', 'lab']) {
    add({ __name__: 'temperature', room, floor: room === 'attic' ? '2' : '0' }, withGaps(random, gauge(random)));
  }
  for (const queue of ['mail', 'jobs', 'audit']) {
    for (const instance of ['1', '2']) add({ __name__: 'depth', queue, instance }, gauge(random));
  }
  for (const kind of ['nan', 'inf', 'minus', 'mixed']) add({ __name__: 'odd', kind }, withOddValues(random, kind));
  for (const instance of ['1', '2', '3']) {
    add({ __name__: 'build_info', instance, version: instance === '1' ? 'v1' : 'v2' }, () => 1);
  }
  for (const span of ['early', 'late', 'middle']) add({ __name__: 'passing', span }, passing(random, span));
  for (const path of ['/a', '/b']) histogram(random, path, add);
  return series;
}

function sampled(labels: Labels, course: Course, offsetMs: number): SampledSeries {
  const times: number[] = [];
  const values: number[] = [];
  for (let index = 0; index < SAMPLES; index++) {
    const value = course(index);
    if (value === undefined) continue;
    times.push(START_MS + PHASE_MS + offsetMs + index * INTERVAL_MS);
    values.push(value);
  }
  return { labels, times: Float64Array.from(times), values: Float64Array.from(values) };
}

// Quarters throughout: their sums are exact, so that the order of adding does not matter.
function counter(random: () => number, resets: number): Course {
  let value = Math.floor(random() * 100_000) / 4;
  return () => {
    value = random() < resets ? Math.floor(random() * 40) / 4 : value + Math.floor(random() * 200) / 4;
    return value;
  };
}

function gauge(random: () => number): Course {
  let value = Math.floor(random() * 800 - 400) / 4;
  return () => (value += Math.floor(random() * 80 - 40) / 4 + 0.25);
}

function withGaps(random: () => number, course: Course): Course {
  let missing = 0;
  return (index) => {
    const value = course(index);
    if (missing === 0 && random() < 0.03) missing = Math.floor(random() * 25);
    if (missing === 0) return value;
    missing--;
    return undefined;
  };
}

function withOddValues(random: () => number, kind: string): Course {
  const course = gauge(random);
  const odd = { nan: [NaN], inf: [Infinity], minus: [-Infinity], mixed: [NaN, Infinity, -Infinity] }[kind]!;
  return (index) => (random() < 0.2 ? odd[Math.floor(random() * odd.length)] : course(index));
}

function passing(random: () => number, span: string): Course {
  const course = gauge(random);
  const [from, to] = { early: [0, 150], late: [220, SAMPLES], middle: [100, 260] }[span] as [number, number];
  return (index) => (index >= from && index < to ? course(index) : undefined);
}

function histogram(
  random: () => number,
  path: string,
  add: (labels: Readonly<Record<string, string>>, course: Course) => void,
): void {
  const bounds = ['0.1', '0.5', '1', '5', '+Inf'];
  const counts = Array.from({ length: SAMPLES }, () => bounds.map(() => Math.floor(random() * 8)));
  const totals = bounds.map(() => 0);
  const courses = counts.map((each) => {
    let below = 0;
    return each.map((count, bound) => {
      below += count;
      totals[bound] = totals[bound]! + below;
      return totals[bound]!;
    });
  });
  bounds.forEach((le, bound) => add({ __name__: 'latency_bucket', path, le }, (index) => courses[index]![bound]));
}

/** As a program would expose them, each with its time. */
export function asOpenMetrics(series: readonly SampledSeries[]): string {
  const lines: string[] = [];
  for (const { labels, times, values } of series) {
    const { __name__: name, ...others } = labels.toRecord();
    const text = Object.entries(others).map(([label, value]) => `${label}="${value}"`);
    times.forEach((time, index) => {
      lines.push(`${name}{${text.join(',')}} ${written(values[index]!)} ${(time / 1000).toFixed(3)}`);
    });
  }
  return [...lines, '# EOF', ''].join('\n');
}

function written(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
