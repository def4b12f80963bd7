import type { DataSource } from 'typeorm';
import { headerText, type SeriesLines, seriesLines } from './exposition.js';
import type { ExpositionFormat } from './exposition-format.js';
import type { MetricFamily } from './metric-families.js';
import type { HistogramState, MetricSeriesRow, SummaryState } from './metric-series.row.js';
import { parseSeries } from './series-change.js';
import { type Admission, domainSeries, type SeriesTable } from './series-table.js';

type SeriesRecord = Pick<MetricSeriesRow, 'series' | 'value' | 'state' | 'position'>;

/** One line group of the exposition; several series share it when their label values are beyond the cap. */
interface Shown {
  readonly family: MetricFamily;
  readonly lines: SeriesLines;
  readonly members: SeriesRecord[];
  text: string;
}

/**
 * A copy of a table of series kept for rendering: a scrape fetches what changed since the last one and re-writes only
 * those lines. After a rebuild has switched the table, the copy is made anew.
 */
export class SeriesMirror {
  private table: string | undefined;
  private position = '';
  private records = new Map<string, { record: SeriesRecord; shown: Shown }>();
  private shownByFamily = new Map<string, Map<string, Shown>>();
  private admission: Admission;
  private rendered: Partial<Record<ExpositionFormat, string>> = {};
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly of: SeriesTable = domainSeries,
  ) {
    this.admission = of.admission();
  }

  /** The series in the given format, and how many label values are not shown; without a final `# EOF`. */
  async render(format: ExpositionFormat): Promise<string> {
    return `${await this.lines(format)}${hiddenText(this.of.hidden, [...this.admission.hidden()], format)}`;
  }

  /** The series alone. */
  async lines(format: ExpositionFormat): Promise<string> {
    await this.refreshed();
    return (this.rendered[format] ??= this.write(format));
  }

  /** How many values each label has hidden, as of the latest look: [family, label, count]. */
  hidden(): Iterable<readonly [name: string, label: string, count: number]> {
    return this.admission.hidden();
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
        return (this.running = this.refresh().finally(() => (this.running = undefined)));
      }));
  }

  private async refresh(): Promise<void> {
    const rows: ({ table: string } & { [K in keyof SeriesRecord]: SeriesRecord[K] | null })[] =
      await this.dataSource.query(
        `select t.oid::text as "table", s.series, s.value, s.state, s.position
           from (select 'public.${this.of.table}'::regclass::oid) t
           left join lateral (
             select series, value, state, position, born from public.${this.of.table}
              where position > $1 order by born, series
           ) s on true`,
        [this.position],
      );
    const table = rows[0]?.table;
    if (table !== this.table) {
      const partial = this.position !== '';
      this.reset(table);
      if (partial) return this.refresh();
    }
    for (const row of rows) if (row.series !== null) this.take(row as SeriesRecord);
  }

  private reset(table: string | undefined): void {
    this.table = table;
    this.position = '';
    this.records = new Map();
    this.shownByFamily = new Map();
    this.admission = this.of.admission();
    this.rendered = {};
  }

  private take(record: SeriesRecord): void {
    if (record.position > this.position) this.position = record.position;
    this.rendered = {};
    const known = this.records.get(record.series);
    if (known) {
      Object.assign(known.record, record);
      known.shown.text = '';
      return;
    }
    const { name, values } = parseSeries(record.series);
    const family = this.of.families.get(name);
    // A family of a newer version, during a rolling upgrade: that version shows it.
    if (!family) return;
    const admitted = this.admission.admit(name, family.labels, values);
    let siblings = this.shownByFamily.get(name);
    if (!siblings) this.shownByFamily.set(name, (siblings = new Map()));
    const key = JSON.stringify(admitted);
    let shown = siblings.get(key);
    if (!shown) siblings.set(key, (shown = { family, lines: seriesLines(family, admitted), members: [], text: '' }));
    const own = { ...record };
    shown.members.push(own);
    shown.text = '';
    this.records.set(record.series, { record: own, shown });
  }

  private write(format: ExpositionFormat): string {
    const parts: string[] = [];
    for (const family of this.of.families.values()) {
      const shown = this.shownByFamily.get(family.name);
      if (!shown) continue;
      parts.push(headerText(family, format));
      for (const group of shown.values()) {
        if (group.text === '') group.text = renderGroup(group);
        parts.push(group.text);
      }
    }
    return parts.join('');
  }
}

/** The counter of what the cap hides; nothing where it hides nothing. */
export function hiddenText(
  family: MetricFamily,
  hidden: readonly (readonly [name: string, label: string, count: number])[],
  format: ExpositionFormat,
): string {
  if (hidden.length === 0) return '';
  const lines = hidden.map(([name, label, count]) => seriesLines(family, [name, label]).render(count, null));
  return `${headerText(family, format)}${lines.join('')}`;
}

function renderGroup({ lines, members }: Shown): string {
  const [only] = members;
  if (members.length === 1 && only) return lines.render(only.value, only.state);
  const value = members.reduce((sum, member) => sum + member.value, 0);
  return lines.render(value, mergeStates(members.map(({ state }) => state)));
}

function mergeStates(states: readonly (HistogramState | SummaryState | null)[]): HistogramState | SummaryState | null {
  return states.reduce((merged, state) => {
    if (!merged || !state) return merged ?? state;
    const sum = merged.sum + state.sum;
    if ('counts' in merged && 'counts' in state) {
      return { sum, counts: merged.counts.map((count, index) => count + (state.counts[index] ?? 0)) };
    }
    if ('window' in merged && 'window' in state) return { sum, window: [...merged.window, ...state.window] };
    return merged;
  }, null);
}
