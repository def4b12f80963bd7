import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterInstant, filterText } from '../../../../platform/http/filter-query.js';
import { pagedSchema, pagingQuery } from '../../../../platform/http/paging.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import { price } from '../../price.response.js';

export const listPricesQuery = z.strictObject({
  model: filterText
    .optional()
    .describe('Only of this model, by whatever name; the answer then says what it costs, too.'),
  provider: filterText.optional().describe('With `model`: by whom it is provided.'),
  mode: filterText.optional().describe('With `model`: as in fast or batch.'),
  at: filterInstant.optional().describe('With `model`: what it costs then; by default now.'),
  asOf: filterInstant.optional().describe('Prices as they were known then.'),
  ...pagingQuery,
  ...minPositionQuery,
});
export type PricesFilter = z.infer<typeof listPricesQuery>;

export const pricesAnswer = pagedSchema(price).extend({
  base: z.string().describe('The bundled list, which counts where nobody set a price.'),
  inForce: z
    .object({
      at: z.string(),
      priced: z.boolean().describe('false: nobody has a price of it, and none is guessed.'),
      source: z
        .string()
        .nullable()
        .describe(
          'Whose price it is: `override <id>`, with `: <model>` behind it where it was set by another name of the model, ' +
            'or the entry of the list.',
        ),
      reason: z.enum(['unknown_model', 'unknown_mode']).nullable(),
      rates: price.shape.rates.nullable(),
    })
    .nullable()
    .describe('Of the model that was asked for, at its lowest tier of context. Null: none was.'),
});
export type PricesAnswer = z.infer<typeof pricesAnswer>;

/** The prices that somebody set, by model and beginning, and what one model costs. */
export class ListPrices extends Query<PricesAnswer> {
  constructor(readonly filter: PricesFilter) {
    super();
  }
}
