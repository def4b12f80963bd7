import { z } from 'zod';

const cost = z.string().nullable().describe('A plain decimal in USD. Null: none of it has a price.');
const amounts = {
  cost,
  calls: z.int(),
  failedCalls: z.int(),
  unpricedCalls: z.int().describe('Calls that have no price; `cost` is without them.'),
  inputTokens: z.number().describe('With the cached ones.'),
  outputTokens: z.number(),
  cacheReadTokens: z.number(),
  cacheWriteTokens: z.number(),
};

const modelCosts = z.object({ model: z.string(), ...amounts });
export type ModelCosts = z.infer<typeof modelCosts>;

export const agentCosts = z.object({
  agentId: z.string(),
  currency: z.literal('USD'),
  ...amounts,
  byModel: z.array(modelCosts).describe('The costliest first, those without a price last.'),
});
export type AgentCosts = z.infer<typeof agentCosts>;
