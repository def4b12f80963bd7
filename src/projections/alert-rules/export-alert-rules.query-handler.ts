import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ruleFileText } from '../../rules/rule-file-text.js';
import { recordedRule } from './alert-rule.response.js';
import type { AlertRuleRow } from './alert-rules.projector.js';
import { type ExportedAlertRules, ExportAlertRules } from './export-alert-rules.query.js';

@QueryHandler(ExportAlertRules)
export class ExportAlertRulesHandler implements IQueryHandler<ExportAlertRules> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ filter }: ExportAlertRules): Promise<ExportedAlertRules> {
    const conditions = new SqlConditions().equals('enabled', filter.enabled).equals('rule_group', filter.group);
    const rows: AlertRuleRow[] = await this.dataSource.query(
      `select * from alert_rules where ${conditions.sql} order by rule_group, created_at, id`,
      conditions.parameters,
    );
    return { content: ruleFileText(rows.map((row) => recordedRule(row).rule)), rules: rows.length };
  }
}
