/** What is known of a metric: how to read the rise and fall of its series, and what tells that it is still observed. */
export interface KnownMetric {
  /** Of the series of this very name: those of `x_bucket`, `x_count` and `x_sum` are counters. */
  readonly kind: 'counter' | 'gauge';
  /**
   * Of the base name of a histogram or summary, the counter of its observations: `x_count`. Its other labels are those of
   * the base name without `le` and `quantile`.
   */
  readonly observations?: string;
  /** Of a gauge that is told from time to time, the metric that holds when it was told last, in unix seconds. */
  readonly lastObserved?: string;
}

/** Looks a metric up by the name of its series; undefined for one that is not ours. */
export type MetricKinds = (name: string) => KnownMetric | undefined;
