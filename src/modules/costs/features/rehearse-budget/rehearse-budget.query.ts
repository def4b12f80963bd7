import { Query } from '@nestjs/cqrs';
import type { RehearseBudgetRequest } from './rehearse-budget.request.js';
import type { BudgetRehearsal } from './rehearse-budget.response.js';

/** What a budget would have done in the past. */
export class RehearseBudget extends Query<BudgetRehearsal> {
  constructor(readonly asked: RehearseBudgetRequest) {
    super();
  }
}
