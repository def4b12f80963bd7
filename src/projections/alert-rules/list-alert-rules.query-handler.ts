import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type AlertRuleAnswer, presentAlertRule } from './alert-rule.response.js';
import { alertRulesTable } from './alert-rules.projector.js';
import { lastEvaluationSql } from './rule-health.js';
import { ListAlertRules } from './list-alert-rules.query.js';

@QueryHandler(ListAlertRules)
export class ListAlertRulesHandler implements IQueryHandler<ListAlertRules> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListAlertRules): Promise<Paged<AlertRuleAnswer>> {
    const conditions = new SqlConditions();
    const asOf = filter.asOf === undefined ? undefined : conditions.bind(filter.asOf);
    const source = asOf === undefined ? 'alert_rules' : asOfSource(alertRulesTable, asOf);
    const time = filter.sort === 'createdAt' ? 'created_at' : 'updated_at';
    conditions
      .equals('name', filter.name)
      .equals('kind', filter.kind)
      .equals('severity', filter.severity)
      .equals('rule_group', filter.group)
      .equals('enabled', filter.enabled)
      .add(filter.channel, (p) => `${p} = any(channels)`)
      .contains(['name', 'condition'], filter.text)
      .between(time, filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: `${source} r`,
      conditions,
      columns: `r.*, ${lastEvaluationSql(asOf)}`,
      sortBy: time,
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentAlertRule,
    });
  }
}
