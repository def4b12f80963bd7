import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { NotificationDetail } from './notification.response.js';

export const showNotificationQuery = z.strictObject({ ...minPositionQuery });

/** One message with its attempts. */
export class ShowNotification extends Query<NotificationDetail> {
  constructor(readonly id: string) {
    super();
  }
}
