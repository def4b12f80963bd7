import type { DataSource } from 'typeorm';
import { asOfSource } from '../../platform/projections/as-of.js';
import { matcherOf } from '../../rules/silence-matching.js';
import { holdsAt } from '../../rules/silence-windows.js';
import { type AlertRow, alertsTable } from './alert.row.js';
import { type AlertSilenceRow, alertSilencesTable } from './alert-silence.row.js';

type Covering = (alert: Pick<AlertRow, 'id' | 'labels' | 'state'>) => readonly string[];

/** Which silences cover an alert at the instant; only what fires is silenced. */
export async function silencesAt(dataSource: DataSource, at: Date, asOf: boolean): Promise<Covering> {
  const source = asOf ? asOfSource(alertSilencesTable, '$1') : 'alert_silences';
  const rows: AlertSilenceRow[] = await dataSource.query(
    `select * from ${source} s where starts_at <= $1 and ends_at > $1 order by id`,
    [at],
  );
  const holding = rows
    .filter(({ starts_at, ends_at, recurrence }) => {
      return holdsAt({ startsAt: starts_at.getTime(), endsAt: ends_at.getTime(), recurrence }, at.getTime());
    })
    .map(({ id, matchers }) => ({ id, matches: matcherOf(matchers) }));
  return ({ labels, state }) => {
    if (state !== 'firing') return [];
    return holding.filter(({ matches }) => matches(labels)).map(({ id }) => id);
  };
}

/** Ids of the alerts that are covered. */
export async function silencedIds(
  dataSource: DataSource,
  covering: Covering,
  asOf: Date | undefined,
): Promise<readonly string[]> {
  const source = asOf === undefined ? 'alerts' : asOfSource(alertsTable, '$1');
  const firing: Pick<AlertRow, 'id' | 'labels' | 'state'>[] = await dataSource.query(
    `select id, labels, state from ${source} a where state = 'firing'`,
    asOf === undefined ? [] : [asOf],
  );
  return firing.filter((alert) => covering(alert).length > 0).map(({ id }) => id);
}
