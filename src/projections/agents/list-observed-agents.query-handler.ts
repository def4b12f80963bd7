import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ListObservedAgents } from './list-observed-agents.query.js';

@QueryHandler(ListObservedAgents)
export class ListObservedAgentsHandler implements IQueryHandler<ListObservedAgents> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ after, limit }: ListObservedAgents): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from agents
        where state = 'running' and not spawned and observed is not null and ($1::text is null or id > $1)
        order by id limit $2`,
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }
}
