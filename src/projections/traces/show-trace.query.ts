import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { TraceDetail } from './trace.response.js';

export const showTraceQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(500).describe('Spans in one answer, 1 to 500.'),
  cursor: z.string().max(1_000).optional().describe('`nextCursor` of the spans before.'),
  ...minPositionQuery,
});

/** One trace with its spans, page by page. */
export class ShowTrace extends Query<TraceDetail> {
  constructor(
    readonly traceId: string,
    readonly paging: Pick<z.infer<typeof showTraceQuery>, 'limit' | 'cursor'>,
  ) {
    super();
  }
}
