import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type AlertRuleAnswer, type EvaluatedRuleRow, presentAlertRule } from './alert-rule.response.js';
import { alertRulesTable } from './alert-rules.projector.js';
import { lastEvaluationSql } from './rule-health.js';
import { ShowAlertRule } from './show-alert-rule.query.js';

@QueryHandler(ShowAlertRule)
export class ShowAlertRuleHandler implements IQueryHandler<ShowAlertRule> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ reference, asOf }: ShowAlertRule): Promise<AlertRuleAnswer> {
    const then = asOf === undefined ? undefined : '$2';
    const source = then === undefined ? 'alert_rules' : asOfSource(alertRulesTable, then);
    // A rule may be named as another's id: the id goes first.
    const [row]: EvaluatedRuleRow[] = await this.dataSource.query(
      `select r.*, ${lastEvaluationSql(then)} from ${source} r where id = $1 or name = $1 order by (id = $1) desc limit 1`,
      asOf === undefined ? [reference] : [reference, asOf],
    );
    if (row) return presentAlertRule(row);
    const when = asOf === undefined ? '' : ` as of ${asOf}`;
    throw new DomainError('ALERT_RULE_UNKNOWN', `there is no alert rule ${reference}${when}`, { fault: 'not_found' });
  }
}
