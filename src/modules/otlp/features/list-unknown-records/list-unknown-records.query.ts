import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterNames, filterOneOf } from '../../../../platform/http/filter-query.js';
import { type Paged, pagedSchema, pagingQuery } from '../../../../platform/http/paging.js';

const signals = ['logs', 'metrics'] as const;

export const listUnknownRecordsQuery = z.strictObject({
  signal: filterOneOf(signals).optional(),
  source: filterNames.optional(),
  name: filterNames.optional(),
  order: z.enum(['asc', 'desc']).default('desc').describe('By `lastReceivedAt`.'),
  ...pagingQuery,
});

const unknownRecords = z.object({
  signal: z.enum(signals),
  source: z.string().describe('Which kind of agent it was taken for; `unknown`: none.'),
  name: z.string().describe('Empty: it has none.'),
  records: z.int().describe('That are kept.'),
  firstReceivedAt: z.string(),
  lastReceivedAt: z.string(),
  sample: z.unknown().describe('The latest of them, without secrets and content.'),
});
export type UnknownRecords = z.infer<typeof unknownRecords>;
export const unknownRecordsPage = pagedSchema(unknownRecords);

/** Telemetry that no mapper knew and that is still kept, by what it calls itself. */
export class ListUnknownRecords extends Query<Paged<UnknownRecords>> {
  constructor(readonly filter: z.infer<typeof listUnknownRecordsQuery>) {
    super();
  }
}
