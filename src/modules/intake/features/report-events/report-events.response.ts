import { z } from 'zod';

const itemProblem = z.looseObject({
  code: z.string(),
  fault: z
    .string()
    .optional()
    .describe('Its class, as in invalid, conflict, unavailable; only what was unavailable is worth sending again.'),
  detail: z.string(),
  retryAfterSeconds: z.number().optional().describe('When it was unavailable: after how long to send it again.'),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

export const itemResult = z.object({
  id: z.string().nullable().describe("The reporter's id, else the one that the item was recorded under."),
  status: z
    .enum(['accepted', 'duplicate', 'rejected'])
    .describe('duplicate: recorded before, nothing changed. rejected: not recorded, see problem.'),
  problem: itemProblem.optional(),
  flags: z.array(z.string()).optional().describe('What was unusual about a fact that is recorded all the same.'),
});

export const reportEventsResponse = z.object({
  results: z.array(itemResult).describe('One for each item, in their order.'),
  position: z.string().nullable().describe('Includes every accepted and duplicate item; null when there is none.'),
});
