import { z } from 'zod';
import { reportBudget } from '../../budgets/budget.response.js';
import { reportForecast } from '../../cost-forecast.response.js';
import { dimensionNames } from './report-costs.request.js';

const usd = z.string().describe('A plain decimal in USD, exact to the micro-dollar.');
const cost = usd.nullable().describe('USD. Null: nothing is known, as none of it has a price.');
const amounts = {
  cost,
  calls: z.int(),
  tokens: z.number().describe('Input and output.'),
};
const costs = z.array(cost).describe('One for each of `periods`. Null: nothing was spent, or it is not known.');
const share = z.number().nullable().describe('Part of the total. Null: unknown.');

const row = z.object({ key: z.string().nullable().describe('Null: nobody said.'), ...amounts, share });
export type CostRow = z.infer<typeof row>;

/** There may be as many agents as there were runs; nobody reads further. */
export const MOST_GROUPS = 1_000;

export const costReport = z.object({
  from: z.string(),
  to: z.string().describe('Exclusive. With `asOf`, never after it.'),
  timeZone: z.string(),
  period: z.string(),
  currency: z.literal('USD'),
  total: cost.describe('USD, of all calls that have a price; `unpriced` tells of the others. Null: there were none.'),
  calls: z.int(),
  tokens: z.number(),
  byModel: z.array(row).describe('The costliest first, as all rows.'),
  byAgentType: z.array(row),
  byEpic: z.array(row),
  byStory: z.array(row),
  unattributed: row.describe('What names no epic, no story and no pull request.'),
  periods: z
    .array(z.object({ from: z.string(), to: z.string(), ...amounts }))
    .describe('Hours, days, weeks or months.'),
  groups: z
    .array(z.object({ keys: z.record(z.string(), z.string().nullable()), ...amounts, share }))
    .nullable()
    .describe(`By \`groupBy\`, the costliest ${MOST_GROUPS}; null without.`),
  otherGroups: z
    .object({ groups: z.int().describe('How many they are.'), ...amounts, share })
    .nullable()
    .describe('All other groups as one. Null: there are none.'),
  series: z
    .object({
      by: z.enum(dimensionNames),
      rows: z.array(z.object({ key: z.string().nullable().describe('Null: nobody said.'), costs })),
      others: z.object({ keys: z.int().describe('How many they are.'), costs }).nullable(),
    })
    .nullable()
    .describe('By `seriesBy`, the costliest eight and all others as one; null without.'),
  unpriced: z
    .object({
      calls: z.int(),
      tokens: z.number(),
      models: z.array(
        z.object({
          model: z.string(),
          provider: z.string().nullable(),
          mode: z.string().nullable(),
          reason: z.enum(['unknown_model', 'unknown_mode']),
          calls: z.int(),
          tokens: z.number(),
        }),
      ),
    })
    .describe('What nobody has a price of. It is in no cost, and none is guessed.'),
  reported: z
    .object({
      cost: usd.nullable().describe('As agents reckoned themselves. Null: none did.'),
      calls: z.int().describe('Calls that came with a cost.'),
      comparedCalls: z.int().describe('Those of them that can be compared with our prices.'),
      difference: usd.nullable().describe('Of those: reported less reckoned. Null: there are none.'),
    })
    .describe('The costs that agents report, beside ours.'),
  forecast: reportForecast
    .nullable()
    .describe('The next period. Null: there is not enough data, or `period` is hourly: days are forecast.'),
  budget: reportBudget
    .nullable()
    .describe(
      'The budget of this period for what the filters leave, in its period at the end of the range; of several, the one of which the greatest part is used. Null: none.',
    ),
  priceBook: z
    .object({
      base: z.string().describe('The bundled list.'),
      revision: z.string().nullable().describe('Of the prices that were set; null: none was.'),
      asOf: z.string().nullable().describe('Prices as they were known then; null: as they are known now.'),
    })
    .describe('By which prices this was reckoned.'),
});
export type CostReport = z.infer<typeof costReport>;
