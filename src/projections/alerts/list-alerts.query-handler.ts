import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { type AlertStatus, presentAlert, statusSql, type StoredAlert } from './alert.response.js';
import { type AlertRow, alertsTable } from './alert.row.js';
import { ListAlerts } from './list-alerts.query.js';
import { silencedIds, silencesAt } from './silenced-alerts.js';

@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ filter }: ListAlerts): Promise<Paged<StoredAlert>> {
    const asOf = filter.asOf === undefined ? undefined : new Date(filter.asOf);
    const covering = await silencesAt(this.dataSource, asOf ?? this.clock.now(), asOf !== undefined);
    const conditions = new SqlConditions();
    const source = asOf === undefined ? 'alerts' : asOfSource(alertsTable, conditions.bind(asOf));
    const statuses = wanted(filter.status);
    if (statuses === 'open') conditions.equals('state', ['pending', 'firing']);
    else conditions.add('dropped', (p) => `state <> ${p}`);
    if (Array.isArray(statuses)) {
      const silenced = conditions.bind(await silencedIds(this.dataSource, covering, asOf));
      conditions.equals(statusSql(silenced), statuses);
    }
    conditions
      .add(filter.rule, (p) => `${p} in (rule_id, rule_name)`)
      .equals('severity', filter.severity)
      .equals('fingerprint', filter.fingerprint)
      .contains(['rule_name'], filter.text)
      .between('triggered_at', filter.from, filter.to);
    for (const label of filter.label) {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(label) ?? [];
      conditions.add(JSON.stringify({ [name]: value }), (p) => `labels @> ${p}::jsonb`);
    }
    return keysetList(this.dataSource, {
      from: `${source} a`,
      conditions,
      sortBy: 'triggered_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: (row: AlertRow) => presentAlert(row, covering(row)),
    });
  }
}

/** `active` alone is what people ask for who want to see what is going on: everything that is not over. */
function wanted(statuses: readonly AlertStatus[] | undefined): 'all' | 'open' | readonly AlertStatus[] {
  if (statuses === undefined) return 'all';
  return statuses.length === 1 && statuses[0] === 'active' ? 'open' : statuses;
}
