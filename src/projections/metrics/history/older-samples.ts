import type { DataSource } from 'typeorm';
import type { SampleBudget } from '../../../promql/sample-budget.js';
import type { SampledSeries } from '../../../promql/series-source.js';
import type { MetricFamily } from '../metric-families.js';
import { type SeriesVersion, versionOf } from './exposed-lines.js';
import { type Grid, gridOf, timesOf } from './grid.js';
import { samplesOf } from './line-samples.js';
import { olderVersions } from './older-versions.js';
import type { SelectedLines, ShownSeries } from './series-catalogue.js';

/** Lines that are wanted at the scrapes of a window, and where their samples go. */
export interface OlderRequest {
  readonly selected: readonly SelectedLines[];
  readonly grid: Grid;
  readonly answer: SampledSeries[];
}

interface Wanted extends SelectedLines {
  readonly request: OlderRequest;
}

/** Answers all requests from the tables, with one statement for each metric family that is needed. */
export async function addOlderSamples(
  dataSource: DataSource,
  table: string,
  requests: readonly OlderRequest[],
  budget: SampleBudget,
): Promise<void> {
  const byFamily = new Map<MetricFamily, Wanted[]>();
  for (const request of requests) {
    for (const lines of request.selected) listIn(byFamily, lines.shown.family).push({ ...lines, request });
  }
  for (const [family, wanted] of byFamily) await addFamily(dataSource, table, family.name, wanted, budget);
}

async function addFamily(
  dataSource: DataSource,
  table: string,
  family: string,
  wanted: readonly Wanted[],
  budget: SampleBudget,
): Promise<void> {
  const windows = joined(wanted.map(({ request }) => request.grid));
  const byMember = new Map<string, Wanted[]>();
  for (const one of wanted) for (const series of one.shown.members) listIn(byMember, series).push(one);
  if (byMember.size === 0) return;
  const collected = new Collected(windows, byMember, budget);
  for await (const page of olderVersions(dataSource, table, family, [...byMember.keys()], windows)) {
    budget.continue();
    for (const { window, series, slot, value, state } of page) {
      const shown = byMember.get(series)![0]!.shown;
      collected.add(window, series, versionOf(shown.family, slot.getTime(), value, state));
    }
  }
  collected.end();
}

/** Versions as they come, made samples of as soon as those of a whole line are there. */
class Collected {
  private current: { readonly window: number; readonly series: string; readonly versions: SeriesVersion[] } | undefined;
  /** Of lines that several series share. */
  private readonly parts = new Map<string, readonly SeriesVersion[]>();
  private readonly shared = new Map<ShownSeries, Set<number>>();
  private readonly times = new Map<Grid, Float64Array>();

  constructor(
    private readonly windows: readonly Grid[],
    private readonly byMember: ReadonlyMap<string, readonly Wanted[]>,
    private readonly budget: SampleBudget,
  ) {}

  add(window: number, series: string, version: SeriesVersion): void {
    if (this.current?.window !== window || this.current.series !== series) {
      this.finish();
      this.current = { window, series, versions: [] };
    }
    this.current!.versions.push(version);
  }

  end(): void {
    this.finish();
    for (const [shown, windows] of this.shared) {
      for (const window of windows) {
        const versions = shown.members.map((series) => this.parts.get(partKey(window, series)) ?? []);
        this.emit(window, this.byMember.get(shown.members[0]!)!, versions);
      }
    }
  }

  private finish(): void {
    if (!this.current) return;
    const { window, series, versions } = this.current;
    const wanted = this.byMember.get(series)!;
    const { shown } = wanted[0]!;
    if (shown.members.length === 1) {
      this.emit(window, wanted, [versions]);
      return;
    }
    this.parts.set(partKey(window, series), versions);
    const windows = this.shared.get(shown);
    if (windows) windows.add(window);
    else this.shared.set(shown, new Set([window]));
  }

  private emit(window: number, wanted: readonly Wanted[], versions: readonly (readonly SeriesVersion[])[]): void {
    const { first, last } = this.windows[window]!;
    for (const { shown, lines, request } of wanted) {
      const { grid, answer } = request;
      if (grid.first < first || grid.last > last) continue;
      let times = this.times.get(grid);
      if (!times) this.times.set(grid, (times = timesOf(grid)));
      for (const series of this.budget.spend(samplesOf(shown, lines, versions, grid, times))) answer.push(series);
    }
  }
}

function listIn<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  let list = lists.get(key);
  if (!list) lists.set(key, (list = []));
  return list;
}

function partKey(window: number, series: string): string {
  return `${window} ${series}`;
}

/** The windows with those joined that overlap, so that no version is read twice. */
function joined(windows: readonly Grid[]): readonly Grid[] {
  const sorted = [...windows].sort((a, b) => a.first - b.first);
  const result: Grid[] = [];
  for (const window of sorted) {
    const before = result.at(-1);
    if (before && window.first <= before.last) {
      result[result.length - 1] = gridOf(before.first - 1, Math.max(before.last, window.last));
    } else result.push(window);
  }
  return result;
}
