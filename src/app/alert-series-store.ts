import type { Clock } from '../kernel/clock.js';
import { type AlertSeries, alertSeriesNames } from '../projections/alerts/index.js';
import type { LabelMatcher } from '../promql/ast.js';
import type { Labels } from '../promql/labels.js';
import type { SelectOptions, SeriesSelection, SeriesSource } from '../promql/series-source.js';
import type { SeriesMetadata, SeriesStore } from '../promql/series-store.js';

/** Whoever lists labels of alerts sees those of this time before the end of what was asked for. */
const LABELS_WITHIN_MS = 6 * 3_600_000;
const MOST_LABEL_SAMPLES = 5_000_000;

/** `ALERTS` and `ALERTS_FOR_STATE` as one of the stores that expressions read. */
export class AlertSeriesStore implements SeriesStore {
  constructor(
    private readonly series: Pick<AlertSeries, 'select'>,
    private readonly clock: Clock,
  ) {}

  owns(name: string): boolean {
    return alertSeriesNames.some((own) => own === name);
  }

  select(selections: readonly SeriesSelection[], options: SelectOptions) {
    return this.series.select(selections, options);
  }

  async labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number): Promise<readonly Labels[]> {
    const until = Math.min(untilMs, this.clock.now().getTime());
    const selection = { matchers, afterMs: Math.max(afterMs, until - LABELS_WITHIN_MS), untilMs: until };
    const [found = []] = await this.series.select([selection], { maxSamples: MOST_LABEL_SAMPLES });
    return found.map(({ labels }) => labels);
  }

  metadata(): Promise<readonly SeriesMetadata[]> {
    return Promise.resolve([]);
  }

  round(): Promise<SeriesSource> {
    return Promise.resolve(this.series);
  }
}
