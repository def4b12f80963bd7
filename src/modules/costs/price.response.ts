import { z } from 'zod';
import type { PriceData } from '../../events/price-book.events.js';

const usdPerMillion = 'USD per million tokens, as a plain decimal.';

export const price = z.object({
  id: z.string(),
  model: z.string(),
  provider: z.string().nullable().describe('Null: whoever provides it.'),
  mode: z.string().nullable().describe('As in fast or batch; null: the ordinary one.'),
  rates: z
    .object({
      input: z.string(),
      output: z.string(),
      cacheRead: z.string().nullable(),
      cacheWrite: z.string().nullable(),
      cacheWrite1h: z.string().nullable(),
    })
    .describe(`${usdPerMillion} Null: as all input.`),
  effectiveFrom: z.string(),
  effectiveUntil: z.string().nullable().describe('Exclusive; null: until another price takes its place.'),
  note: z.string().nullable(),
});
export type PriceAnswer = z.infer<typeof price>;

export function presentPrice(id: string, data: PriceData): PriceAnswer {
  return { id, ...data };
}
