import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ListAgentSessions } from './list-agent-sessions.query.js';

@QueryHandler(ListAgentSessions)
export class ListAgentSessionsHandler implements IQueryHandler<ListAgentSessions> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ agentIds }: ListAgentSessions): Promise<ReadonlyMap<string, string>> {
    const rows: { id: string; session_id: string }[] = await this.dataSource.query(
      'select id, session_id from agents where id = any($1) and session_id is not null',
      [agentIds],
    );
    return new Map(rows.map(({ id, session_id: sessionId }) => [id, sessionId]));
  }
}
