import type { DataSource } from 'typeorm';
import type { Clock } from '../../../kernel/clock.js';
import type { LabelMatcher } from '../../../promql/ast.js';
import type { Labels } from '../../../promql/labels.js';
import { SampleBudget } from '../../../promql/sample-budget.js';
import type { SampledSeries, SelectOptions, SeriesSelection, SeriesSource } from '../../../promql/series-source.js';
import type { SeriesMetadata, SeriesStore } from '../../../promql/series-store.js';
import type { MetricFamily } from '../metric-families.js';
import { domainSeries, type SeriesTable } from '../series-table.js';
import { exposedNames, type SeriesVersion } from './exposed-lines.js';
import { type Grid, gridOf, timesOf } from './grid.js';
import { firstSlots, hiddenVersions } from './hidden-values.js';
import { samplesOf } from './line-samples.js';
import { addOlderSamples, type OlderRequest } from './older-samples.js';
import { RecentVersions, type RecentVersionsOptions } from './recent-versions.js';
import type { SelectedLines } from './series-catalogue.js';

interface Remembered {
  readonly generation: number;
  readonly grid: Grid;
  readonly series: readonly SampledSeries[];
}

/**
 * A table of series as a source for expressions: at every multiple of 15 s the lines that `/metrics` had for whoever
 * scraped it then. Recent ones come from memory, older ones from the history of the table.
 */
export class SeriesHistory implements SeriesStore {
  private readonly recent: RecentVersions;
  private readonly families: readonly MetricFamily[];
  private readonly ownNames: ReadonlySet<string>;
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;
  private readonly remembered = new WeakMap<readonly SelectedLines[], Remembered>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    options: RecentVersionsOptions = {},
    private readonly of: SeriesTable = domainSeries,
  ) {
    this.recent = new RecentVersions(dataSource, of, options);
    this.families = [...of.families.values(), ...(of.sharesHidden ? [] : [of.hidden])];
    this.ownNames = new Set(this.families.flatMap(exposedNames));
  }

  async select(selections: readonly SeriesSelection[], options: SelectOptions) {
    await this.refreshed();
    return this.answer(selections, options);
  }

  async round(): Promise<SeriesSource> {
    await this.refreshed();
    return { select: (selections, options) => this.answer(selections, options) };
  }

  owns(name: string): boolean {
    return this.ownNames.has(name);
  }

  /** Of all times: series of the domain never end. */
  async labels(matchers: readonly LabelMatcher[]): Promise<readonly Labels[]> {
    await this.refreshed();
    return this.recent.catalogue
      .matching(matchers)
      .flatMap(({ shown, lines }) => lines.map((line) => shown.labels[line]!));
  }

  metadata(): Promise<readonly SeriesMetadata[]> {
    return Promise.resolve(this.families.map(({ name, kind, help, unit = '' }) => ({ name, type: kind, help, unit })));
  }

  private async answer(
    selections: readonly SeriesSelection[],
    options: SelectOptions,
  ): Promise<readonly (readonly SampledSeries[])[]> {
    const now = this.clock.now().getTime();
    const budget = new SampleBudget(options);
    const older: OlderRequest[] = [];
    const hidden: OlderRequest[] = [];
    const answers = selections.map(({ matchers, afterMs, untilMs }): SampledSeries[] => {
      // Nobody has scraped the future yet.
      const grid = gridOf(afterMs, Math.min(untilMs, now));
      const selected = grid.count === 0 ? [] : this.recent.catalogue.matching(matchers);
      const answer: SampledSeries[] = [];
      if (selected.some(({ shown }) => shown.family === this.of.hidden)) hidden.push({ selected, grid, answer });
      if (grid.first < this.recent.reachesBackTo) older.push({ selected, grid, answer });
      else for (const series of this.fromMemory(selected, grid, budget)) answer.push(series);
      return answer;
    });
    await addOlderSamples(this.dataSource, this.of.table, older, budget);
    for (const request of hidden) await this.addHidden(request, budget);
    return answers;
  }

  private fromMemory(selected: readonly SelectedLines[], grid: Grid, budget: SampleBudget): readonly SampledSeries[] {
    const { generation } = this.recent;
    const known = this.remembered.get(selected);
    if (known?.generation === generation && known.grid.first === grid.first && known.grid.last === grid.last) {
      return budget.spend(known.series);
    }
    const times = timesOf(grid);
    const series: SampledSeries[] = [];
    for (const { shown, lines } of selected) {
      if (shown.members.length === 0) continue;
      const versions = shown.members.map((member) => this.recent.of(member));
      for (const one of budget.spend(samplesOf(shown, lines, versions, grid, times))) series.push(one);
    }
    this.remembered.set(selected, { generation, grid, series });
    return series;
  }

  /** The counter of what the cap hides is no series of the table: it follows from when the hidden ones began. */
  private async addHidden({ selected, grid, answer }: OlderRequest, budget: SampleBudget): Promise<void> {
    for (const { shown, lines } of selected) {
      if (shown.family !== this.of.hidden) continue;
      const begins = await firstSlots(this.dataSource, this.of.table, this.recent.catalogue.hidden(shown));
      const versions: readonly SeriesVersion[] = hiddenVersions(begins);
      answer.push(...budget.spend(samplesOf(shown, lines, [versions], grid, timesOf(grid))));
    }
  }

  /**
   * One refresh at a time, shared by all who wait for it. One that is under way may have read before what the caller
   * has to see was there, so the caller waits for the next.
   */
  private refreshed(): Promise<void> {
    return (this.queued ??= (this.running ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        this.queued = undefined;
        const refresh = this.recent.refresh(this.clock.now().getTime());
        return (this.running = refresh.finally(() => (this.running = undefined)));
      }));
  }
}
