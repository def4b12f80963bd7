import { z } from 'zod';

const usd = z.string().nullable().describe('USD. Null: none of it has both prices.');
const change = {
  actual: usd.describe('USD, at the price of the time. Null: none of it has both prices.'),
  hypothetical: usd,
  difference: usd.describe('USD, hypothetical less actual: below 0, it would have cost less.'),
  calls: z.int().describe('That have both prices.'),
  tokens: z.number().describe('Of those calls.'),
};
const row = z.object({ key: z.string().nullable().describe('Null: nobody said.'), ...change });
export type WhatIfRow = z.infer<typeof row>;

export const whatIfCosts = z.object({
  from: z.string(),
  to: z.string().describe('Exclusive; never after now.'),
  timeZone: z.string(),
  currency: z.literal('USD'),
  toModel: z.string().nullable().describe('Null: the model that was used.'),
  cacheRate: z.number().nullable().describe('Null: what was read from caches.'),
  recordedCacheRate: z.number().nullable().describe('Part of the input that was read from caches; null: no input.'),
  assumption: z.string(),
  ...change,
  byModel: z.array(row).describe('By the model that was used; the greatest difference first.'),
  byAgentType: z.array(row),
  byDay: z.array(z.object({ from: z.string(), ...change })).describe('Each day of the time zone.'),
  unpriced: z
    .object({
      calls: z.int(),
      tokens: z.number(),
      models: z.array(
        z.object({
          model: z.string().describe('That was used.'),
          missing: z.enum(['recorded', 'hypothetical', 'both']).describe('Which price nobody has.'),
          pricedAs: z.string().describe('The model that the hypothetical price is of.'),
          mode: z.string().nullable().describe('As in fast or batch; null: the ordinary one.'),
          calls: z.int(),
          tokens: z.number(),
        }),
      ),
    })
    .describe('What lacks either price. It is in none of the sums.'),
  priceBook: z.object({
    base: z.string().describe('The bundled list.'),
    revision: z.string().nullable().describe('Of the prices that were set; null: none was.'),
    asOf: z.string().nullable().describe('Prices as they were known then; null: as they are known now.'),
  }),
});
export type WhatIfCosts = z.infer<typeof whatIfCosts>;
