import { z } from 'zod';
import { budgetShape } from '../../budgets/budget.response.js';

const usd = z.string().describe('A plain decimal in USD.');
const { period, timeZone, amount, scope, warnPercent } = budgetShape;

export const budgetRehearsal = z.object({
  budget: z.object({ name: z.string(), period, timeZone, amount, scope, warnPercent }),
  from: z.string().describe('Where the first period begins that the range touches.'),
  to: z.string().describe('Exclusive.'),
  currency: z.literal('USD'),
  periods: z.array(
    z.object({
      from: z.string(),
      to: z.string().describe('Exclusive; also of a period that is not over.'),
      isOver: z.boolean(),
      spent: usd.describe('USD, of the calls that have a price.'),
      usedRatio: z.number().describe('Part of the amount; more than 1 when it was exceeded.'),
      unpricedCalls: z.int(),
      crossings: z
        .array(z.object({ percent: z.number(), at: z.string().nullable().describe('Null: it was not crossed.') }))
        .describe('The beginning of the quarter of an hour in which each threshold was crossed.'),
      usedUpAt: z.string().nullable().describe('Likewise of the whole amount. Null: it was not used up.'),
      projectedBreachAt: z
        .string()
        .nullable()
        .describe(
          'From when on it would have been told that the amount will be exceeded, by what was known then. Null: never.',
        ),
      alerts: z.int().describe('That would have been raised. One that holds on from the period before is none.'),
    }),
  ),
  alerts: z.int().describe('In all periods.'),
  periodsUsedUp: z.int().describe('Periods in which the whole amount was used.'),
  priceBook: z
    .object({ base: z.string(), revision: z.string().nullable(), asOf: z.string().nullable() })
    .describe('By which prices this was reckoned.'),
});
export type BudgetRehearsal = z.infer<typeof budgetRehearsal>;
