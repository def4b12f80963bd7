import { PromqlError } from './promql-error.js';
import type { SampledSeries, SelectOptions } from './series-source.js';

/** How many samples may still be loaded for an expression, and whether anybody waits for them. */
export class SampleBudget {
  private spent = 0;

  constructor(private readonly options: SelectOptions) {}

  /** Counts these; throws where they are too many. */
  spend(series: readonly SampledSeries[]): readonly SampledSeries[] {
    for (const { times } of series) this.take(times.length);
    return series;
  }

  /** Counts so many; throws where they are too many. */
  take(samples: number): void {
    this.spent += samples;
    if (this.spent > this.options.maxSamples) {
      throw new PromqlError(
        'limit',
        `the query would load more than the allowed ${this.options.maxSamples} samples; ` +
          `narrow it with label matchers, or take a shorter range`,
      );
    }
  }

  /** Throws where the caller has given up. */
  continue(): void {
    if (this.options.signal?.aborted) throw new PromqlError('limit', 'the query was given up while it loaded samples');
  }
}
