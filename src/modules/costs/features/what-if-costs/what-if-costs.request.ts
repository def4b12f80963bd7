import { z } from 'zod';
import { DomainError } from '../../../../kernel/domain-error.js';
import { filterInstant, filterText } from '../../../../platform/http/filter-query.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import { earlierOf, type TimeRange, wholeQuarters } from '../../calendar.js';
import { costFilterQuery, timeZoneQuery } from '../report-costs/report-costs.request.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const USUAL_DAYS = 30;
const DAYS = `must be a whole number of days, 1 to ${MOST_DAYS}`;
const RATE = 'must be a part of the input, 0 to 1 with at most four places, as in 0.8';

export const whatIfCostsQuery = z.strictObject({
  ...costFilterQuery,
  to: filterText.optional().describe('The model that all of it is priced as. Without it: the model that was used.'),
  cacheRate: z
    .string(RATE)
    .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, RATE)
    .transform(Number)
    .optional()
    .describe('The part of the input that is read from a cache, 0 to 1. Without it: what was read so.'),
  days: z
    .string(DAYS)
    .regex(/^\d{1,4}$/, DAYS)
    .transform(Number)
    .pipe(z.int().min(1, DAYS).max(MOST_DAYS, DAYS))
    .optional()
    .describe(`Days up to now, ${USUAL_DAYS} unless given; not with \`since\`.`),
  since: filterInstant.optional().describe('Usage from this instant on, in whole quarters of an hour.'),
  until: filterInstant.optional().describe('Usage before this instant; by default, and at most, now.'),
  ...timeZoneQuery,
  ...minPositionQuery,
});
export type WhatIfCostsQuery = z.infer<typeof whatIfCostsQuery>;

/** The usage that is priced anew, in whole quarters of an hour. Refuses a question that supposes nothing. */
export function rangeOf({ to, cacheRate, days, since, until }: WhatIfCostsQuery, now: Date): TimeRange {
  if (to === undefined && cacheRate === undefined) throw invalid('to', 'or cacheRate must be given: nothing is asked');
  if (days !== undefined && since !== undefined) throw invalid('days', 'cannot be given together with since');
  if (since === undefined) {
    if (until !== undefined) throw invalid('since', 'must be given where until is');
    return wholeQuarters({ from: new Date(now.getTime() - (days ?? USUAL_DAYS) * DAY_MS), to: now });
  }
  const range = { from: new Date(since), to: until === undefined ? now : earlierOf(new Date(until), now) };
  if (range.from >= range.to) throw invalid('since', `must be before until, ${range.to.toISOString()}`);
  if (range.to.getTime() - range.from.getTime() > MOST_DAYS * DAY_MS)
    throw invalid('since', `and until may be ${MOST_DAYS} days apart at most`);
  return wholeQuarters(range);
}

function invalid(field: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `${field} ${message}`, {
    fault: 'invalid',
    fields: [{ field, message }],
  });
}
