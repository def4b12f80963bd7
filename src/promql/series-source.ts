import type { LabelMatcher } from './ast.js';
import type { Labels } from './labels.js';

/**
 * Samples of one series, oldest first: `times[i]` in milliseconds since the epoch, strictly ascending, and the value
 * there. A staleness marker is told by `isStale`; an ordinary NaN is a value like any other.
 */
export interface SampledSeries {
  /** With the metric's name as `__name__`. */
  readonly labels: Labels;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Series that match every one of `matchers`, with their samples in (`afterMs`, `untilMs`]. */
export interface SeriesSelection {
  readonly matchers: readonly LabelMatcher[];
  readonly afterMs: number;
  readonly untilMs: number;
}

export interface SelectOptions {
  /** Most samples over all selections together; more is refused with a PromqlError of kind `limit`. */
  readonly maxSamples: number;
  readonly signal?: AbortSignal | undefined;
}

/** Where an expression finds its samples. */
export interface SeriesSource {
  /**
   * All that an expression needs, at once: the answer to each selection, in their order. No two series of one answer
   * have the same labels. A series without a sample in the window is left out.
   */
  select(
    selections: readonly SeriesSelection[],
    options: SelectOptions,
  ): Promise<readonly (readonly SampledSeries[])[]>;
}
