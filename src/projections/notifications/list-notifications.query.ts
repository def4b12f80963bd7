import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { notificationReasons } from '../../kernel/alert-vocabulary.js';
import { filterNames, filterOneOf, filterText, periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { NotificationAnswer } from './notification.response.js';
import { notificationStatuses } from './notification.row.js';

export const listNotificationsQuery = z.strictObject({
  channel: filterNames.optional().describe('Names of channels.'),
  alert: filterText.optional().describe('Id of an alert that it tells of.'),
  status: filterOneOf(notificationStatuses).optional(),
  reason: filterOneOf(notificationReasons).optional(),
  order: z.enum(['asc', 'desc']).default('desc').describe('By when they were queued.'),
  ...periodQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** What was told, filtered. */
export class ListNotifications extends Query<Paged<NotificationAnswer>> {
  constructor(readonly filter: z.infer<typeof listNotificationsQuery>) {
    super();
  }
}
