import type { DataSource } from 'typeorm';
import { asOfSource } from '../../platform/projections/as-of.js';
import { matchedLabels, matcherOf } from '../../rules/silence-matching.js';
import { holdsAt } from '../../rules/silence-windows.js';
import { type AlertRow, alertsTable } from './alert.row.js';
import { type AlertSilenceRow, alertSilencesTable } from './alert-silence.row.js';

type Coverable = Pick<AlertRow, 'id' | 'labels' | 'state' | 'rule_name' | 'severity'>;
type Covering = (alert: Coverable) => readonly string[];

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
  return ({ labels, state, rule_name, severity }) => {
    if (state !== 'firing') return [];
    const matched = matchedLabels({ labels, ruleName: rule_name, severity: severity ?? '' });
    return holding.filter(({ matches }) => matches(matched)).map(({ id }) => id);
  };
}

/** Ids of the alerts that are covered. */
export async function silencedIds(
  dataSource: DataSource,
  covering: Covering,
  asOf: Date | undefined,
): Promise<readonly string[]> {
  const source = asOf === undefined ? 'alerts' : asOfSource(alertsTable, '$1');
  const firing: Coverable[] = await dataSource.query(
    `select id, labels, state, rule_name, severity from ${source} a where state = 'firing'`,
    asOf === undefined ? [] : [asOf],
  );
  return firing.filter((alert) => covering(alert).length > 0).map(({ id }) => id);
}
