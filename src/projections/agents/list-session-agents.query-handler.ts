import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ListSessionAgents } from './list-session-agents.query.js';

@QueryHandler(ListSessionAgents)
export class ListSessionAgentsHandler implements IQueryHandler<ListSessionAgents> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ sessionId, after, limit }: ListSessionAgents): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from agents where session_id = $1 and ($2::text is null or id > $2) order by id limit $3`,
      [sessionId, after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }
}
