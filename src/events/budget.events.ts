import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

const budgetId = z.string().min(1).max(200);

export const budgetScopes = ['all', 'model', 'agent_type', 'epic', 'story', 'pull_request', 'team'] as const;

export const budgetData = z.object({
  name: z.string().min(1).max(200),
  period: z.enum(['daily', 'weekly', 'monthly']),
  /** IANA name; a period begins at its local midnight. */
  timeZone: z.string().min(1).max(100),
  /** Plain decimal, greater than 0. */
  amountUsd: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/),
  scope: z.object({
    kind: z.enum(budgetScopes),
    /** Null with `all` only. */
    value: z.string().max(200).nullable(),
  }),
  /** Parts of the amount, in percent, ascending, at which somebody is told. */
  warnPercent: z.array(z.number().positive().max(1_000)).max(10),
  /** Names of channels that are told. */
  channels: z.array(z.string().max(200)).max(50),
});
export type BudgetData = z.infer<typeof budgetData>;

export const budgetChanged = defineEvent({
  type: 'BudgetChanged',
  version: 1,
  summary: 'A budget was set or changed.',
  category: 'budgets',
  data: z.object({ budgetId, budget: budgetData, previous: budgetData.nullable() }),
});

export const budgetRemoved = defineEvent({
  type: 'BudgetRemoved',
  version: 1,
  summary: 'A budget was given up.',
  category: 'budgets',
  data: z.object({ budgetId, budget: budgetData }),
});

export const budgetEvents = [budgetChanged, budgetRemoved] as const;
export type BudgetEvent = EventOf<(typeof budgetEvents)[number]>;
