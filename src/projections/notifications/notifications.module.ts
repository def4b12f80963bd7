import { Module } from '@nestjs/common';
import { ListNotificationsHandler } from './list-notifications.query-handler.js';
import { ListSuppressionsHandler } from './list-suppressions.query-handler.js';
import { NotificationsReadController } from './notifications.http.controller.js';
import { ShowNotificationHandler } from './show-notification.query-handler.js';

@Module({
  controllers: [NotificationsReadController],
  providers: [ListNotificationsHandler, ShowNotificationHandler, ListSuppressionsHandler],
})
export class NotificationsReadModule {}
