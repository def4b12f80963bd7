import { z } from 'zod';
import { type BudgetData, budgetScopes } from '../../../../events/budget.events.js';
import { budgetShape } from '../../budgets/budget.response.js';
import { calendarPeriods } from '../../calendar.js';

const AMOUNT = 'must be USD as a plain decimal with at most six places, as in "1000" or "49.50"';
const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}/]*$/u, 'must not contain control characters or slashes');

/** What a budget is, beside its name and whom it tells. */
export const budgetDefinition = {
  period: z.enum(calendarPeriods),
  timeZone: z.string().min(1).max(100).describe('IANA name; a period begins at its midnight.'),
  amount: z.string(AMOUNT).regex(/^\d{1,12}(\.\d{1,6})?$/, AMOUNT),
  scope: z
    .strictObject({ kind: z.enum(budgetScopes), value: z.string().trim().min(1).max(200).nullable().default(null) })
    .describe('What counts against it.'),
  warnPercent: z
    .array(z.number().positive().max(1_000))
    .max(10)
    .describe('Parts of the amount, ascending, at which somebody is told.'),
};

export const setBudgetRequest = z.strictObject({
  name: text(200)
    .optional()
    .describe(
      'A budget of this name is changed. By default made of period and scope, as in monthly or monthly-epic-7.',
    ),
  period: budgetDefinition.period.default('monthly'),
  timeZone: budgetDefinition.timeZone.default('UTC'),
  amount: budgetDefinition.amount,
  currency: z.literal('USD', 'must be USD: nothing is converted').default('USD'),
  scope: budgetDefinition.scope.default({ kind: 'all', value: null }),
  warnPercent: budgetDefinition.warnPercent.default([50, 80, 100]),
  channels: z.array(text(200)).max(50).default([]).describe('Names of channels that are told.'),
});
export type SetBudgetRequest = z.infer<typeof setBudgetRequest>;

export function budgetOfRequest(request: SetBudgetRequest): BudgetData {
  const { name, period, timeZone, amount, scope, warnPercent, channels } = request;
  const parts = scope.kind === 'all' ? [period] : [period, scope.kind.replaceAll('_', '-'), scope.value ?? ''];
  const usual = parts.join('-').replaceAll('/', '-').slice(0, 200);
  return { name: name ?? usual, period, timeZone, amountUsd: amount, scope, warnPercent, channels };
}

export const writtenBudget = z.object({
  ...budgetShape,
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z.string().describe('Position in the log that includes it, for minPosition.'),
});
export type WrittenBudget = z.infer<typeof writtenBudget>;
