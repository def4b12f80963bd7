import type { SampledSeries, SelectOptions, SeriesSelection, SeriesSource } from '../../promql/series-source.js';

/** A source that remembers the earliest sample it has given away: of the time before, nothing can be said. */
export class FirstSample implements SeriesSource {
  private earliest: number | null = null;
  private wasAsked = false;

  constructor(private readonly source: SeriesSource) {}

  /** In milliseconds; null: there was no sample. `whereNothingIsRead` for who asked for no series at all. */
  ms(whereNothingIsRead: number): number | null {
    return this.wasAsked ? this.earliest : whereNothingIsRead;
  }

  async select(
    selections: readonly SeriesSelection[],
    options: SelectOptions,
  ): Promise<readonly (readonly SampledSeries[])[]> {
    this.wasAsked ||= selections.length > 0;
    const answers = await this.source.select(selections, options);
    for (const { times } of answers.flat()) {
      const first = times[0];
      if (first !== undefined && (this.earliest === null || first < this.earliest)) this.earliest = first;
    }
    return answers;
  }
}
