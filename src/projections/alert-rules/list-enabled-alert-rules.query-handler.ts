import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type RecordedAlertRule, recordedRule } from './alert-rule.response.js';
import type { AlertRuleRow } from './alert-rules.projector.js';
import { ListEnabledAlertRules } from './list-enabled-alert-rules.query.js';

@QueryHandler(ListEnabledAlertRules)
export class ListEnabledAlertRulesHandler implements IQueryHandler<ListEnabledAlertRules> {
  constructor(private readonly dataSource: DataSource) {}

  async execute(): Promise<readonly RecordedAlertRule[]> {
    // Rules of one file are made at once: their ids, which are ordered by time, keep the order of the file.
    const rows: AlertRuleRow[] = await this.dataSource.query(
      'select * from alert_rules where enabled order by rule_group, created_at, id',
    );
    return rows.map(recordedRule);
  }
}
