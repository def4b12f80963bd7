import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ListSuppressions } from './list-suppressions.query.js';
import { presentSuppression, type SuppressionAnswer } from './notification.response.js';

@QueryHandler(ListSuppressions)
export class ListSuppressionsHandler implements IQueryHandler<ListSuppressions> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListSuppressions): Promise<Paged<SuppressionAnswer>> {
    const conditions = new SqlConditions()
      .equals('alert_id', filter.alert)
      .equals('rule_name', filter.rule)
      .equals('channel_name', filter.channel)
      .equals('reason', filter.reason)
      .between('at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'notification_suppressions',
      conditions,
      sortBy: 'at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentSuppression,
    });
  }
}
