import { Labels, METRIC_NAME } from '../../promql/labels.js';
import { MemorySeriesSource } from '../../promql/memory-series-source.js';
import type { SampledSeries } from '../../promql/series-source.js';
import { markStale } from '../../promql/stale.js';

interface Growing {
  readonly labels: Labels;
  readonly times: number[];
  readonly values: number[];
  /** Indexes at which the series ends for now. */
  readonly ends: number[];
}

/** The series of one test: those that it was given, and those that its rules made. */
export class TestSeries {
  private readonly made = new Map<string, Growing>();
  /** Series that each rule made in the evaluation before; those that are not made again end. */
  private readonly before = new Map<string, ReadonlySet<string>>();
  private source: MemorySeriesSource | undefined;

  constructor(private readonly given: readonly SampledSeries[]) {}

  /** What a rule made at this moment; series that it made the last time and does not make now end. */
  record(rule: string, at: number, samples: readonly { readonly labels: Labels; readonly value: number }[]): void {
    const before = this.before.get(rule);
    if (samples.length === 0 && !before?.size) return;
    const now = new Set<string>();
    for (const { labels, value } of samples) {
      now.add(labels.key);
      this.append(labels, at, value);
    }
    for (const key of before ?? []) {
      const series = this.made.get(key);
      if (!series || now.has(key)) continue;
      series.ends.push(series.times.length);
      this.append(series.labels, at, Number.NaN);
    }
    this.before.set(rule, now);
    this.source = undefined;
  }

  /** All of them, as they are by now. */
  get current(): MemorySeriesSource {
    return (this.source ??= new MemorySeriesSource([...this.given, ...[...this.made.values()].map(sampled)]));
  }

  private append(labels: Labels, at: number, value: number): void {
    let series = this.made.get(labels.key);
    if (!series) this.made.set(labels.key, (series = { labels, times: [], values: [], ends: [] }));
    series.times.push(at);
    series.values.push(value);
  }
}

/** `ALERTS` and `ALERTS_FOR_STATE`, which Prometheus records of every alert that is pending or firing. */
export function alertSeries(
  labels: Readonly<Record<string, string>>,
  phase: 'pending' | 'firing',
  activeAt: number,
): readonly { readonly labels: Labels; readonly value: number }[] {
  const alerts = Labels.of({ ...labels, [METRIC_NAME]: 'ALERTS', alertstate: phase });
  return [
    { labels: alerts, value: 1 },
    { labels: Labels.of({ ...labels, [METRIC_NAME]: 'ALERTS_FOR_STATE' }), value: activeAt / 1_000 },
  ];
}

function sampled({ labels, times, values, ends }: Growing): SampledSeries {
  const numbers = Float64Array.from(values);
  for (const index of ends) markStale(numbers, index);
  return { labels, times: Float64Array.from(times), values: numbers };
}
