import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterFlag, filterNames, filterText, periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagedSchema, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';

export const listFailedToolCallsQuery = z.strictObject({
  tool: filterNames.optional(),
  agentId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the error.'),
  ...periodQuery,
  order: z.enum(['asc', 'desc']).default('desc'),
  ...pagingQuery,
  ...minPositionQuery,
});

export const failedToolCall = z.object({
  id: z.string().describe('Id of the event.'),
  tool: z.string(),
  agentId: z.string(),
  agentType: z.string().nullable().describe('As the call itself said, like epic and story.'),
  epicId: z.string().nullable(),
  storyId: z.string().nullable(),
  occurredAt: z.string(),
  durationMs: z.number(),
  error: z.string().nullable(),
  toolCallId: z.string().nullable(),
  traceparent: z.string().nullable(),
  position: z.string(),
  demo: z.boolean(),
});
export type FailedToolCall = z.infer<typeof failedToolCall>;
export const failedToolCalls = pagedSchema(failedToolCall);

/** The tool calls that failed, one by one. */
export class ListFailedToolCalls extends Query<Paged<FailedToolCall>> {
  constructor(readonly filter: z.infer<typeof listFailedToolCallsQuery>) {
    super();
  }
}
