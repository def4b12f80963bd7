import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { type NotificationDetail, presentAttempt, presentNotification } from './notification.response.js';
import type { NotificationRow } from './notification.row.js';
import type { NotificationAttemptRow } from './notification-attempt.row.js';
import { ShowNotification } from './show-notification.query.js';

@QueryHandler(ShowNotification)
export class ShowNotificationHandler implements IQueryHandler<ShowNotification> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowNotification): Promise<NotificationDetail> {
    const [row]: NotificationRow[] = await this.dataSource.query('select * from notifications where id = $1', [id]);
    if (!row) throw new DomainError('NOTIFICATION_UNKNOWN', `there is no notification ${id}`, { fault: 'not_found' });
    const attempts: NotificationAttemptRow[] = await this.dataSource.query(
      'select * from notification_attempts where notification_id = $1 order by attempt',
      [id],
    );
    return { ...presentNotification(row), attemptLog: attempts.map(presentAttempt) };
  }
}
