import type { LabelMatcher } from './ast.js';
import { firstAfter } from './engine/instant-selection.js';
import { METRIC_NAME } from './labels.js';
import { compileMatcher } from './matcher.js';
import { PromqlError } from './promql-error.js';
import type { SampledSeries, SelectOptions, SeriesSelection, SeriesSource } from './series-source.js';

/** Series that are at hand already: in tests, and where rules are tried out on written samples. */
export class MemorySeriesSource implements SeriesSource {
  private readonly series: SampledSeries[] = [];
  private readonly byName = new Map<string, SampledSeries[]>();

  constructor(series: Iterable<SampledSeries> = []) {
    const keys = new Set<string>();
    for (const each of series) {
      if (keys.has(each.labels.key)) throw new TypeError(`the series ${each.labels.key} is given twice`);
      keys.add(each.labels.key);
      this.series.push(each);
      const name = each.labels.get(METRIC_NAME);
      const same = this.byName.get(name);
      if (same) same.push(each);
      else this.byName.set(name, [each]);
    }
  }

  async select(
    selections: readonly SeriesSelection[],
    { maxSamples }: SelectOptions,
  ): Promise<readonly (readonly SampledSeries[])[]> {
    let samples = 0;
    return selections.map((selection) =>
      this.matching(selection.matchers).flatMap((series) => {
        const from = firstAfter(series.times, selection.afterMs);
        const to = firstAfter(series.times, selection.untilMs);
        if (from === to) return [];
        samples += to - from;
        if (samples > maxSamples) {
          throw new PromqlError('limit', `the query would load more than ${maxSamples} samples (limit maxSamples)`);
        }
        const { labels, times, values } = series;
        return [{ labels, times: times.subarray(from, to), values: values.subarray(from, to) }];
      }),
    );
  }

  private matching(matchers: readonly LabelMatcher[]): readonly SampledSeries[] {
    const name = matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=');
    const candidates = name ? (this.byName.get(name.value) ?? []) : this.series;
    const tests = matchers
      .filter((matcher) => matcher !== name)
      .map((each) => [each.name, compileMatcher(each)] as const);
    if (tests.length === 0) return candidates;
    return candidates.filter(({ labels }) => tests.every(([label, test]) => test(labels.get(label))));
  }
}
