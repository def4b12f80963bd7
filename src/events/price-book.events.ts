import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

const priceId = z.string().min(1).max(200);
const instant = z.string().max(40);
/** USD per million tokens: a plain decimal of at most nine places. */
const rate = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/);

export const priceData = z.object({
  model: z.string().min(1).max(200),
  /** Null: whoever provides it. */
  provider: z.string().max(100).nullable(),
  /** `fast`, `batch`, `priority`; null: the ordinary one. */
  mode: z.string().max(50).nullable(),
  rates: z.object({
    input: rate,
    output: rate,
    /** Null: as all input. */
    cacheRead: rate.nullable(),
    cacheWrite: rate.nullable(),
    cacheWrite1h: rate.nullable(),
  }),
  effectiveFrom: instant,
  /** Exclusive; null: until another price takes its place. */
  effectiveUntil: instant.nullable(),
  note: z.string().max(2_000).nullable(),
});
export type PriceData = z.infer<typeof priceData>;

export const priceChanged = defineEvent({
  type: 'PriceChanged',
  version: 1,
  summary: 'A price of a model was set; it counts before the bundled list.',
  category: 'priceBook',
  data: z.object({ priceId, price: priceData, previous: priceData.nullable() }),
});

export const priceRemoved = defineEvent({
  type: 'PriceRemoved',
  version: 1,
  summary: 'A price that was set counts no more; the bundled list does again.',
  category: 'priceBook',
  data: z.object({ priceId, price: priceData }),
});

export const costsRepriced = defineEvent({
  type: 'CostsRepriced',
  version: 1,
  summary: 'It was decided by which knowledge of prices costs are reckoned.',
  category: 'priceBook',
  data: z.object({
    /** Prices as they were known then; null: as they are known now. */
    asOf: instant.nullable(),
    previousAsOf: instant.nullable(),
  }),
});

export const priceBookEvents = [priceChanged, priceRemoved, costsRepriced] as const;
export type PriceBookEvent = EventOf<(typeof priceBookEvents)[number]>;
