import { z } from 'zod';
import { filterInstant } from '../../../../platform/http/filter-query.js';

export const repriceCostsRequest = z.strictObject({
  asOf: filterInstant.nullable().describe('Prices as they were known then; null: as they are known now.'),
  dryRun: z.boolean().default(false).describe('Only what would change; nothing is decided.'),
  from: filterInstant.optional().describe('What is compared: usage from then on; by default of the last 366 days.'),
  to: filterInstant.optional().describe('What is compared: usage before then; by default before now.'),
});
export type RepriceCostsRequest = z.infer<typeof repriceCostsRequest>;

const cost = z.string().nullable().describe('USD. Null: none of it has a price.');
const change = { before: cost, after: cost, difference: z.string().nullable().describe('USD. Null: unknown.') };
const row = z.object({ key: z.string().nullable().describe('Null: nobody said.'), ...change });

export const repricedCosts = z.object({
  asOf: z.string().nullable(),
  previousAsOf: z.string().nullable(),
  dryRun: z.boolean(),
  changed: z.boolean().describe('Whether something was decided; false with dryRun, and where it was so already.'),
  from: z.string(),
  to: z.string(),
  total: z.object(change),
  byModel: z.array(row).describe('Those whose cost changes.'),
  byStory: z.array(row).describe('Those whose cost changes.'),
  position: z.string().nullable().describe('Position in the log that includes it; null: nothing was ever set.'),
});
export type RepricedCosts = z.infer<typeof repricedCosts>;
