import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { type FailedToolCall, ListFailedToolCalls } from './list-failed-tool-calls.query.js';
import type { FailedToolCallRow } from './tool-calls.projector.js';

@QueryHandler(ListFailedToolCalls)
export class ListFailedToolCallsHandler implements IQueryHandler<ListFailedToolCalls> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListFailedToolCalls): Promise<Paged<FailedToolCall>> {
    return keysetList(this.dataSource, {
      from: 'failed_tool_calls',
      conditions: new SqlConditions()
        .equals('tool', filter.tool)
        .equals('agent_id', filter.agentId)
        .equals('demo', filter.demo)
        .contains(['error'], filter.text)
        .between('occurred_at', filter.from, filter.to),
      sortBy: 'occurred_at',
      tieBreaker: 'position',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present,
    });
  }
}

function present(row: FailedToolCallRow): FailedToolCall {
  return {
    id: row.id,
    tool: row.tool,
    agentId: row.agent_id,
    agentType: row.agent_type,
    epicId: row.epic_id,
    storyId: row.story_id,
    occurredAt: row.occurred_at.toISOString(),
    durationMs: row.duration_ms,
    error: row.error,
    toolCallId: row.tool_call_id,
    traceparent: row.traceparent,
    position: row.position,
    demo: row.demo,
  };
}
