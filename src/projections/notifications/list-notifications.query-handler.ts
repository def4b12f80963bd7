import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ListNotifications } from './list-notifications.query.js';
import { type NotificationAnswer, presentNotification } from './notification.response.js';

@QueryHandler(ListNotifications)
export class ListNotificationsHandler implements IQueryHandler<ListNotifications> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListNotifications): Promise<Paged<NotificationAnswer>> {
    const conditions = new SqlConditions()
      .equals('channel_name', filter.channel)
      .add(filter.alert, (p) => `alert_ids @> array[${p}]::text[]`)
      .equals('status', filter.status)
      .equals('reason', filter.reason)
      .between('queued_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'notifications',
      conditions,
      sortBy: 'queued_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentNotification,
    });
  }
}
