import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { ListQueues, type QueueView } from './list-queues.query.js';
import { type QueueRow, queuesTable } from './queues.projector.js';

@QueryHandler(ListQueues)
export class ListQueuesHandler implements IQueryHandler<ListQueues> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListQueues): Promise<Paged<QueueView>> {
    const conditions = new SqlConditions();
    const source = filter.asOf === undefined ? 'queues' : asOfSource(queuesTable, conditions.bind(filter.asOf));
    conditions.equals('name', filter.name).equals('demo', filter.demo);
    return keysetList(this.dataSource, {
      from: `${source} q`,
      conditions,
      sortBy: 'observed_at',
      tieBreaker: 'name',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present,
    });
  }
}

function present(row: QueueRow): QueueView {
  // `bigint` columns come back as text.
  return { name: row.name, depth: Number(row.depth), observedAt: row.observed_at.toISOString(), demo: row.demo };
}
