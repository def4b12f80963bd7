import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ListTraces } from './list-traces.query.js';
import { countSpans } from './span-counts.js';
import { presentTrace, type TraceItem } from './trace.response.js';
import type { TraceRow } from './trace.row.js';

/** A received trace in which an agent has a part is shown as the agent's. */
const listed = `(select * from traces t where agent_id is not null
  or not exists (select 1 from traces run where run.trace_id = t.trace_id and run.agent_id is not null)
  and not exists (select 1 from trace_spans call where call.trace_id = t.trace_id and call.source = 'derived')) listed`;

/** A rebuild has taken it away since. */
const nothing = { spans: 0, failed: 0 };

@QueryHandler(ListTraces)
export class ListTracesHandler implements IQueryHandler<ListTraces> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ filter }: ListTraces): Promise<Paged<TraceItem>> {
    const page = await keysetList(this.dataSource, {
      from: listed,
      conditions: new SqlConditions()
        .equals('agent_id', filter.agentId)
        .equals('agent_type', filter.agentType)
        .equals('epic_id', filter.epicId)
        .equals('story_id', filter.storyId)
        .equals('status', filter.status)
        .equals('demo', filter.demo)
        .add(filter.minDurationMs, (p) => `duration_ms >= ${p}`)
        .add(filter.maxDurationMs, (p) => `duration_ms <= ${p}`)
        .between('started_at', filter.from, filter.to),
      sortBy: 'started_at',
      direction: 'desc',
      limit: filter.limit,
      cursor: filter.cursor,
      present: (row: TraceRow) => row,
    });
    // Counted for one page: what a trace consists of follows from all of its spans, and not from one row.
    const counts = await countSpans(
      this.dataSource,
      page.items.map(({ trace_id }) => trace_id),
    );
    return { ...page, items: page.items.map((row) => presentTrace(row, counts.get(row.trace_id) ?? nothing)) };
  }
}
