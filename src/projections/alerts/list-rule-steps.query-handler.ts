import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { presentStep } from './alert.response.js';
import type { AlertStepRow } from './alert-step.row.js';
import { ListRuleSteps, type RuleStep } from './list-rule-steps.query.js';

@QueryHandler(ListRuleSteps)
export class ListRuleStepsHandler implements IQueryHandler<ListRuleSteps> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ ruleId, from, to, limit }: ListRuleSteps): Promise<readonly RuleStep[]> {
    const rows: AlertStepRow[] = await this.dataSource.query(
      `select * from alert_steps where rule_id = $1 and at >= $2 and at <= $3
       order by at desc, position desc, event_id desc limit $4`,
      [ruleId, from, to, limit],
    );
    return rows.map((row) => ({ alertId: row.alert_id, ...presentStep(row) }));
  }
}
