import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { formatPromql } from '../../../../promql/format.js';
import { conditionThreshold, measuredExpression } from '../../../../rules/condition-threshold.js';
import { AlertRuleChecks } from '../../alert-rule-checks.service.js';
import { alertRuleInvalid } from '../../alert-rule-invalid.js';
import { CheckAlertRule } from './check-alert-rule.query.js';
import type { CheckedAlertRule } from './check-alert-rule.response.js';

@QueryHandler(CheckAlertRule)
export class CheckAlertRuleHandler implements IQueryHandler<CheckAlertRule> {
  constructor(private readonly checks: AlertRuleChecks) {}

  async execute({ draft }: CheckAlertRule): Promise<CheckedAlertRule> {
    const checked = await this.checks.check(draft);
    if (!checked.ok) throw alertRuleInvalid(checked.problems);
    const { rule, expr, warnings } = checked;
    const measured = measuredExpression(expr);
    return {
      valid: true,
      condition: rule.condition,
      unit: rule.unit,
      threshold: conditionThreshold(expr),
      measured: measured && formatPromql(measured),
      warnings: [...warnings],
    };
  }
}
