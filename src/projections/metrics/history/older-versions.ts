import type { DataSource } from 'typeorm';
import type { MetricSeriesRow } from '../metric-series.row.js';
import type { Grid } from './grid.js';

/** One version of a series as the table has it, and in which of the windows it was in force. */
interface OlderVersion extends Pick<MetricSeriesRow, 'series' | 'value' | 'state' | 'slot'> {
  readonly window: number;
}

/** So many rows are in memory at once, besides what has been made of them. */
const PAGE = 2_000;

/**
 * Versions of one family's series that were in force in any of the windows, the one carried into it included: window
 * by window, series by series, oldest first. One statement, read page by page.
 */
export async function* olderVersions(
  dataSource: DataSource,
  table: string,
  family: string,
  series: readonly string[],
  windows: readonly Grid[],
): AsyncGenerator<readonly OlderVersion[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('READ COMMITTED');
    await runner.query(declare(table), [
      family,
      series,
      windows.map(({ first }) => new Date(first)),
      windows.map(({ last }) => new Date(last)),
    ]);
    for (;;) {
      const rows = (await runner.query(`fetch ${PAGE} from versions`)) as readonly OlderVersion[];
      if (rows.length === 0) break;
      yield rows;
    }
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}

// A version's successor is seen first by the scrape at or after `valid_to`.
const declare = (table: string): string => `
  declare versions no scroll cursor for
  select (w.number - 1)::integer as "window", v.series, v.value, v.state, v.slot
    from unnest($3::timestamptz[], $4::timestamptz[]) with ordinality as w (first, last, number)
   cross join lateral (
     select series, value, state, slot from public.${table}
      where name = $1 and series = any($2::text[]) and slot <= w.last
     union all
     select series, value, state, slot from public.${table}_history
      where name = $1 and series = any($2::text[]) and slot <= w.last and valid_to > w.first
   ) v
   order by w.number, v.series, v.slot`;
