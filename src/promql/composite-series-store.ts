import type { LabelMatcher } from './ast.js';
import { type Labels, METRIC_NAME } from './labels.js';
import type { SampledSeries, SelectOptions, SeriesSelection, SeriesSource } from './series-source.js';
import type { SeriesMetadata, SeriesStore } from './series-store.js';

/**
 * Several stores as one. What two of them have under the same labels, or under a name that one of them owns, is that of
 * the first.
 */
export class CompositeSeriesStore implements SeriesStore {
  constructor(private readonly stores: readonly SeriesStore[]) {}

  owns(name: string): boolean {
    return this.stores.some((store) => store.owns(name));
  }

  select(selections: readonly SeriesSelection[], options: SelectOptions) {
    return this.selectFrom(this.stores, selections, options);
  }

  async labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number): Promise<readonly Labels[]> {
    const found = await Promise.all(
      this.stores.map((store) =>
        this.mayHave(store, matchers) ? store.labels(matchers, afterMs, untilMs) : Promise.resolve([]),
      ),
    );
    return this.united(found, (labels) => labels);
  }

  async metadata(): Promise<readonly SeriesMetadata[]> {
    const found = await Promise.all(this.stores.map((store) => store.metadata()));
    const byName = new Map<string, SeriesMetadata>();
    for (const one of found.flat()) if (!byName.has(one.name)) byName.set(one.name, one);
    return [...byName.values()];
  }

  async round(): Promise<SeriesSource> {
    const sources = await Promise.all(this.stores.map((store) => store.round()));
    return { select: (selections, options) => this.selectFrom(sources, selections, options) };
  }

  /** One after the other, so that all of them together keep to the limit of samples. */
  private async selectFrom(
    sources: readonly SeriesSource[],
    selections: readonly SeriesSelection[],
    options: SelectOptions,
  ): Promise<readonly (readonly SampledSeries[])[]> {
    const answers: (readonly SampledSeries[])[][] = selections.map(() => []);
    let left = options.maxSamples;
    for (const [index, source] of sources.entries()) {
      const asked = selections.flatMap((selection, place) =>
        this.mayHave(this.stores[index]!, selection.matchers) ? [{ selection, place }] : [],
      );
      const found =
        asked.length === 0
          ? []
          : await source.select(
              asked.map(({ selection }) => selection),
              { ...options, maxSamples: left },
            );
      for (const [number, { place }] of asked.entries()) {
        answers[place]![index] = found[number] ?? [];
        for (const { times } of found[number] ?? []) left -= times.length;
      }
    }
    return answers.map((answer) =>
      this.united(
        this.stores.map((_, index) => answer[index] ?? []),
        ({ labels }) => labels,
      ),
    );
  }

  /** False where another store owns the name that is asked for. */
  private mayHave(store: SeriesStore, matchers: readonly LabelMatcher[]): boolean {
    const name = matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=')?.value;
    const owner = name === undefined ? undefined : this.stores.find((one) => one.owns(name));
    return owner === undefined || owner === store;
  }

  private united<Item>(found: readonly (readonly Item[])[], labelsOf: (item: Item) => Labels): readonly Item[] {
    const [first = [], ...others] = found;
    if (others.every((items) => items.length === 0)) return first;
    const keys = new Set(first.map((item) => labelsOf(item).key));
    const all = [...first];
    others.forEach((items, index) => {
      for (const item of items) {
        const labels = labelsOf(item);
        const name = labels.get(METRIC_NAME);
        if (keys.has(labels.key) || this.stores.slice(0, index + 1).some((store) => store.owns(name))) continue;
        keys.add(labels.key);
        all.push(item);
      }
    });
    return all;
  }
}
