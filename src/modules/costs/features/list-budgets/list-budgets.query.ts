import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterInstant } from '../../../../platform/http/filter-query.js';
import { pagedSchema, pagingQuery } from '../../../../platform/http/paging.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import { budgetStatus } from '../../budgets/budget.response.js';

export const listBudgetsQuery = z.strictObject({
  asOf: filterInstant
    .optional()
    .describe('Budgets as they were known then, and what was used of them by the end of its quarter of an hour.'),
  ...pagingQuery,
  ...minPositionQuery,
});
export type ListBudgetsQuery = z.infer<typeof listBudgetsQuery>;

export const budgetsAnswer = pagedSchema(budgetStatus);
export type BudgetsAnswer = z.infer<typeof budgetsAnswer>;

/** Budgets by name, with what is used of them. */
export class ListBudgets extends Query<BudgetsAnswer> {
  constructor(readonly paging: ListBudgetsQuery) {
    super();
  }
}
