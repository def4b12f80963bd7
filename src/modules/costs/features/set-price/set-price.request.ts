import { z } from 'zod';
import type { PriceData } from '../../../../events/price-book.events.js';
import { filterInstant } from '../../../../platform/http/filter-query.js';
import { price } from '../../price.response.js';

const RATE = 'must be USD per million tokens as a plain decimal with at most nine places, as in "3.75"';
const rate = z.string(RATE).regex(/^\d{1,9}(\.\d{1,9})?$/, RATE);
const name = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters');

export const setPriceRequest = z.strictObject({
  model: name(200).describe('As agents report it, in whatever case. It counts for other names of the same model, too.'),
  provider: name(100).nullable().default(null).describe('Null: whoever provides it.'),
  mode: name(50).nullable().default(null).describe('As in fast or batch; null: the ordinary one.'),
  currency: z.literal('USD', 'must be USD: nothing is converted').default('USD'),
  rates: z.strictObject({
    input: rate,
    output: rate,
    cacheRead: rate.nullable().default(null).describe('Null: as all input.'),
    cacheWrite: rate.nullable().default(null).describe('Kept for five minutes. Null: as all input.'),
    cacheWrite1h: rate.nullable().default(null).describe('Kept for an hour. Null: as cacheWrite.'),
  }),
  effectiveFrom: filterInstant.describe('A whole quarter of an hour, also in the past.'),
  effectiveUntil: filterInstant
    .nullable()
    .default(null)
    .describe('Exclusive, a whole quarter of an hour; null: until another price takes its place.'),
  note: z.string().max(2_000).nullable().default(null),
});
export type SetPriceRequest = z.infer<typeof setPriceRequest>;

export function priceOfRequest({ currency: _currency, ...asked }: SetPriceRequest): PriceData {
  const instant = (time: string) => new Date(time).toISOString();
  return {
    ...asked,
    effectiveFrom: instant(asked.effectiveFrom),
    effectiveUntil: asked.effectiveUntil === null ? null : instant(asked.effectiveUntil),
  };
}

export const writtenPrice = price.extend({
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z.string().describe('Position in the log that includes it, for minPosition.'),
});
export type WrittenPrice = z.infer<typeof writtenPrice>;
