import { z } from 'zod';
import type { BudgetData } from '../../../../events/budget.events.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { present } from '../../../../kernel/present.js';
import { filterInstant, filterText } from '../../../../platform/http/filter-query.js';
import type { TimeRange } from '../../calendar.js';
import { budgetDefinition, budgetOfRequest, setBudgetRequest } from '../set-budget/set-budget.request.js';

const MOST_DAYS = 366;
const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;
const DAYS = `must be a whole number of days, 1 to ${MOST_DAYS}`;

export const rehearseBudgetRequest = z.strictObject({
  budget: filterText
    .optional()
    .describe('Id or name of a budget that there is. What else is named here counts instead of what it has.'),
  period: budgetDefinition.period.optional(),
  timeZone: budgetDefinition.timeZone.optional(),
  amount: budgetDefinition.amount.optional(),
  scope: budgetDefinition.scope.optional(),
  warnPercent: budgetDefinition.warnPercent.optional(),
  days: z
    .int(DAYS)
    .min(1, DAYS)
    .max(MOST_DAYS, DAYS)
    .optional()
    .describe(`The last so many days; ${USUAL_DAYS} unless a range is named.`),
  from: filterInstant.optional().describe('Instead of days: from this instant on.'),
  to: filterInstant.optional().describe('Before this instant; by default now.'),
});
export type RehearseBudgetRequest = z.infer<typeof rehearseBudgetRequest>;

/** The budget that is asked about: one that there is, changed by what is named, or one that is named as a whole. */
export function rehearsedBudgetOf(request: RehearseBudgetRequest, known: BudgetData | undefined): BudgetData {
  const { period, timeZone, amount, scope, warnPercent } = request;
  if (known) return { ...known, ...present({ period, timeZone, amountUsd: amount, scope, warnPercent }) };
  if (amount === undefined) throw invalid('amount', 'must be named, or an existing budget as `budget`');
  return budgetOfRequest(setBudgetRequest.parse(present({ period, timeZone, amount, scope, warnPercent })));
}

/** The stretch of time that is asked about; nothing of it is to come. */
export function rehearsedRangeOf({ days, from, to }: RehearseBudgetRequest, now: Date): TimeRange {
  if (from === undefined) {
    if (to !== undefined) throw invalid('from', 'must be named where to is');
    return { from: new Date(now.getTime() - (days ?? USUAL_DAYS) * DAY_MS), to: now };
  }
  if (days !== undefined) throw invalid('days', 'cannot be named together with from');
  const end = to === undefined || new Date(to) > now ? now : new Date(to);
  const range = { from: new Date(from), to: end };
  if (range.from >= end) throw invalid('from', `must be before ${to === undefined ? 'now' : 'to, and before now'}`);
  if (end.getTime() - range.from.getTime() > MOST_DAYS * DAY_MS)
    throw invalid('from', `and to may be ${MOST_DAYS} days apart at most`);
  return range;
}

function invalid(field: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `${field} ${message}`, {
    fault: 'invalid',
    fields: [{ field, message }],
  });
}
