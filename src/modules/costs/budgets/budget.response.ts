import { z } from 'zod';
import { type BudgetData, budgetScopes } from '../../../events/budget.events.js';
import { calendarPeriods } from '../calendar.js';

const usd = z.string().describe('A plain decimal in USD.');

export const budgetShape = {
  id: z.string(),
  name: z.string(),
  period: z.enum(calendarPeriods),
  timeZone: z.string().describe('A period begins at its midnight.'),
  amount: usd,
  scope: z.object({ kind: z.enum(budgetScopes), value: z.string().nullable() }),
  warnPercent: z.array(z.number()),
  channels: z.array(z.string()),
};

export function presentBudget(id: string, { amountUsd, scope, warnPercent, channels, ...budget }: BudgetData) {
  return {
    id,
    ...budget,
    amount: amountUsd,
    scope: { ...scope },
    warnPercent: [...warnPercent],
    channels: [...channels],
  };
}

/** How much of a budget is used in one of its periods. */
export const budgetUse = {
  from: z.string(),
  to: z.string().describe('Exclusive.'),
  used: usd.describe('USD, of the calls that have a price.'),
  usedRatio: z.number().describe('Part of the amount; more than 1 when it is exceeded.'),
  remaining: usd.describe('Below 0 when it is exceeded.'),
  unpricedCalls: z.int().describe('Calls that nobody has a price of; what they cost is not in `used`.'),
};

export const reportBudget = z.object({ id: z.string(), name: z.string(), amount: usd, ...budgetUse });
export type ReportBudget = z.infer<typeof reportBudget>;

export const budgetStatus = z.object({
  ...budgetShape,
  ...budgetUse,
  burnDown: z
    .array(z.object({ from: z.string(), used: usd, remaining: usd }))
    .describe('At the end of each day of the current period; today so far.'),
  projected: z
    .object({
      expected: usd,
      low: usd.nullable(),
      high: usd.nullable(),
      remaining: usd.describe('What will be left of the amount, as expected; below 0 when it will be exceeded.'),
    })
    .nullable()
    .describe('At the end of the period. Null: there is not enough data.'),
  breach: z
    .object({ day: z.string(), projected: z.boolean().describe('false: it has happened.') })
    .nullable()
    .describe('The day on which the budget is used up. Null: not within this period, as far as is known.'),
});
export type BudgetStatus = z.infer<typeof budgetStatus>;
