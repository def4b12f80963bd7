import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterOneOf, filterText } from '../../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../../platform/http/paging.js';
import { minPositionQuery } from '../../../platform/http/reads-from.js';
import type { CustomMetricView } from './custom-metric.response.js';

export const listCustomMetricsQuery = z.strictObject({
  kind: filterOneOf(['counter', 'gauge', 'histogram']).optional(),
  text: filterText.optional().describe('Part of the name.'),
  ...pagingQuery,
  ...minPositionQuery,
});

/** The custom metrics, the newest first. */
export class ListCustomMetrics extends Query<Paged<CustomMetricView>> {
  constructor(readonly filter: z.infer<typeof listCustomMetricsQuery>) {
    super();
  }
}
