import { Query } from '@nestjs/cqrs';
import type { AlertStep } from './alert.response.js';

/** A step of a rule: which alert it was of, where it was of one. */
export interface RuleStep extends AlertStep {
  readonly alertId: string | null;
}

/** What happened to a rule and its alerts in a period, the latest first. */
export class ListRuleSteps extends Query<readonly RuleStep[]> {
  constructor(
    readonly ruleId: string,
    readonly from: Date,
    readonly to: Date,
    readonly limit: number,
  ) {
    super();
  }
}
