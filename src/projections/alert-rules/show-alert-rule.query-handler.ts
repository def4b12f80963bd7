import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type AlertRuleAnswer, presentAlertRule } from './alert-rule.response.js';
import { type AlertRuleRow, alertRulesTable } from './alert-rules.projector.js';
import { ShowAlertRule } from './show-alert-rule.query.js';

@QueryHandler(ShowAlertRule)
export class ShowAlertRuleHandler implements IQueryHandler<ShowAlertRule> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ reference, asOf }: ShowAlertRule): Promise<AlertRuleAnswer> {
    const source = asOf === undefined ? 'alert_rules' : asOfSource(alertRulesTable, '$2');
    // A rule may be named as another's id: the id goes first.
    const [row]: AlertRuleRow[] = await this.dataSource.query(
      `select * from ${source} r where id = $1 or name = $1 order by (id = $1) desc limit 1`,
      asOf === undefined ? [reference] : [reference, asOf],
    );
    if (row) return presentAlertRule(row);
    const when = asOf === undefined ? '' : ` as of ${asOf}`;
    throw new DomainError('ALERT_RULE_UNKNOWN', `there is no alert rule ${reference}${when}`, { fault: 'not_found' });
  }
}
