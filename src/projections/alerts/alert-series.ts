import { type Labels, METRIC_NAME } from '../../promql/labels.js';
import type { SampledSeries } from '../../promql/series-source.js';
import { markStale } from '../../promql/stale.js';
import type { AlertPhase } from './alert.row.js';

export const alertSeriesNames = ['ALERTS', 'ALERTS_FOR_STATE'] as const;

/** When an alert was what. */
export interface AlertTimes {
  readonly labels: Labels;
  readonly activeAt: number;
  readonly endedAt: number | null;
  readonly phases: readonly AlertPhase[];
}

/** As far apart as the samples of all our series. */
const STEP_MS = 15_000;

/** Its series with their samples in (after, until], on the grid; where a phase ends, a staleness marker. */
export function seriesOfAlert(alert: AlertTimes, afterMs: number, untilMs: number): readonly SampledSeries[] {
  const end = alert.endedAt ?? Infinity;
  const spans = alert.phases.map(({ phase, from }, index) => {
    const to = alert.phases[index + 1]?.from ?? end;
    const labels = alert.labels.with({ [METRIC_NAME]: 'ALERTS', alertstate: phase });
    return sampled(labels, 1, { from, to }, afterMs, untilMs);
  });
  const since = alert.labels.with({ [METRIC_NAME]: 'ALERTS_FOR_STATE' });
  const begun = alert.phases[0]?.from ?? alert.activeAt;
  return [...spans, sampled(since, alert.activeAt / 1_000, { from: begun, to: end }, afterMs, untilMs)].filter(
    ({ times }) => times.length > 0,
  );
}

/** One series for each set of labels: an alert that fires anew goes on with the series that it had. */
export function mergedSeries(series: readonly SampledSeries[]): readonly SampledSeries[] {
  const byLabels = new Map<string, SampledSeries[]>();
  for (const one of series) {
    const others = byLabels.get(one.labels.key);
    if (others) others.push(one);
    else byLabels.set(one.labels.key, [one]);
  }
  return [...byLabels.values()].map((parts) => (parts.length === 1 ? parts[0]! : merged(parts)));
}

/** Where two have a sample at the same time, that of the later one: the marker of an end gives way to a new begin. */
function merged(parts: readonly SampledSeries[]): SampledSeries {
  const at = new Map<number, { readonly part: SampledSeries; readonly index: number }>();
  for (const part of parts) for (const [index, time] of part.times.entries()) at.set(time, { part, index });
  const times = Float64Array.from([...at.keys()].sort((a, b) => a - b));
  const values = new Float64Array(times.length);
  const bits = new BigUint64Array(values.buffer);
  for (const [place, time] of times.entries()) {
    const { part, index } = at.get(time)!;
    // By their bits: a staleness marker is one NaN of many.
    bits[place] = new BigUint64Array(part.values.buffer, part.values.byteOffset)[index]!;
  }
  return { labels: parts[0]!.labels, times, values };
}

function sampled(
  labels: Labels,
  value: number,
  { from, to }: { readonly from: number; readonly to: number },
  afterMs: number,
  untilMs: number,
): SampledSeries {
  const first = Math.max(gridFrom(from), gridFrom(afterMs + 1));
  const staleAt = to === Infinity ? Infinity : gridFrom(to);
  const last = Math.min(staleAt, untilMs);
  const count = last < first ? 0 : Math.floor((last - first) / STEP_MS) + 1;
  const times = Float64Array.from({ length: count }, (_, index) => first + index * STEP_MS);
  const values = new Float64Array(count).fill(value);
  if (count > 0 && times[count - 1] === staleAt) markStale(values, count - 1);
  return { labels, times, values };
}

/** The first moment of the grid that is not before. */
function gridFrom(ms: number): number {
  return Math.ceil(ms / STEP_MS) * STEP_MS;
}
