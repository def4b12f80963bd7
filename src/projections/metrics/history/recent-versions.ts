import type { DataSource } from 'typeorm';
import { GRID_MS, type MetricSeriesRow } from '../metric-series.row.js';
import { type SeriesVersion, versionOf } from './exposed-lines.js';
import type { SeriesTable } from '../series-table.js';
import { SeriesCatalogue, type ShownSeries } from './series-catalogue.js';

/** How far back the copy in memory reaches at most: the ranges of most rules. */
const KEEP_MS = 65 * 60_000;
/** Most numbers that the copy holds; with more it reaches less far back. */
const MOST_NUMBERS = 2_000_000;
const SWEEP_EVERY_MS = 60_000;

type VersionRecord = Pick<MetricSeriesRow, 'series' | 'value' | 'state' | 'slot' | 'position'>;

interface Kept {
  readonly shown: ShownSeries;
  readonly versions: SeriesVersion[];
}

export interface RecentVersionsOptions {
  readonly keepMs?: number;
  readonly mostNumbers?: number;
}

/**
 * A copy of the catalogue of series and of their latest versions: what rules look at every round costs no more than
 * fetching what is new. Made anew after a rebuild has switched the tables.
 */
export class RecentVersions {
  private table: string | undefined;
  private position = '';
  private bySeries = new Map<string, Kept>();
  private since = Number.POSITIVE_INFINITY;
  private numbers = 0;
  private sweptAt = 0;
  private known: SeriesCatalogue;
  private changes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly series: SeriesTable,
    private readonly options: RecentVersionsOptions = {},
  ) {
    this.known = new SeriesCatalogue(series);
  }

  get catalogue(): SeriesCatalogue {
    return this.known;
  }

  /** Differs whenever anything has changed. */
  get generation(): number {
    return this.changes;
  }

  /** The earliest time from which every version is here. */
  get reachesBackTo(): number {
    return this.since;
  }

  /** Versions of one series, oldest first; complete from `reachesBackTo` on. */
  of(series: string): readonly SeriesVersion[] {
    return this.bySeries.get(series)?.versions ?? [];
  }

  /** Fetches what is new. Not to be called again before it is done. */
  async refresh(nowMs: number): Promise<void> {
    const since = nowMs - (this.options.keepMs ?? KEEP_MS);
    const anew = this.table === undefined;
    const sql = anew
      ? versionsSql(this.series.table, 'true', 'valid_to > $1::timestamptz')
      : versionsSql(this.series.table, 'position > $1', 'position > $1');
    const rows = await this.fetch(sql, anew ? new Date(since) : this.position);
    const table = rows[0]?.table;
    if (table !== this.table) {
      this.reset(table);
      if (!anew) {
        this.table = undefined;
        return this.refresh(nowMs);
      }
    }
    if (anew) this.since = since;
    for (const row of rows) if (row.series !== null) this.take(row as VersionRecord);
    if (nowMs - this.sweptAt >= SWEEP_EVERY_MS || this.numbers > this.mostNumbers) this.sweep(nowMs);
  }

  private fetch(
    sql: string,
    parameter: unknown,
  ): Promise<({ table: string } & { [K in keyof VersionRecord]: VersionRecord[K] | null })[]> {
    return this.dataSource.query(sql, [parameter]);
  }

  private get mostNumbers(): number {
    return this.options.mostNumbers ?? MOST_NUMBERS;
  }

  private reset(table: string | undefined): void {
    this.table = table;
    this.position = '';
    this.bySeries = new Map();
    this.numbers = 0;
    this.known = new SeriesCatalogue(this.series);
    this.changes += 1;
  }

  private take(record: VersionRecord): void {
    if (record.position > this.position) this.position = record.position;
    this.changes += 1;
    let kept = this.bySeries.get(record.series);
    if (!kept) {
      const shown = this.known.add(record.series);
      if (!shown) return;
      this.bySeries.set(record.series, (kept = { shown, versions: [] }));
    }
    const version = versionOf(kept.shown.family, record.slot.getTime(), record.value, record.state);
    const latest = kept.versions.at(-1);
    if (latest?.at === version.at) kept.versions[kept.versions.length - 1] = version;
    else {
      kept.versions.push(version);
      this.numbers += version.numbers.length;
    }
  }

  /** Forgets what is older than the copy has to reach, and more of it as long as it holds too much. */
  private sweep(nowMs: number): void {
    this.sweptAt = nowMs;
    let since = Math.max(this.since, nowMs - (this.options.keepMs ?? KEEP_MS));
    this.forgetBefore(since);
    while (this.numbers > this.mostNumbers && since < nowMs) {
      since = Math.min(nowMs, since + Math.max(GRID_MS, (nowMs - since) / 4));
      this.forgetBefore(since);
    }
  }

  private forgetBefore(since: number): void {
    this.since = since;
    for (const { versions } of this.bySeries.values()) {
      let stale = 0;
      while (versions[stale + 1] !== undefined && versions[stale + 1]!.at <= since) stale += 1;
      for (const gone of versions.splice(0, stale)) this.numbers -= gone.numbers.length;
    }
  }
}

/** One statement, so that both tables are seen at one moment; in the order in which series were born. */
function versionsSql(table: string, current: string, earlier: string): string {
  return `
    select t.oid::text as "table", s.series, s.value, s.state, s.slot, s.position
      from (select 'public.${table}'::regclass::oid) t
      left join lateral (
        select series, value, state, slot, position, born from public.${table} where ${current}
        union all
        select series, value, state, slot, position, born from public.${table}_history where ${earlier}
         order by born, series, slot
      ) s on true`;
}
