import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type AgentUsageOfQuarter, ListAgentUsage } from './list-agent-usage.query.js';
import { type TokenColumns, usageOfColumns } from './token-columns.js';

/** `bigint` and `numeric` columns come as text. */
interface UsageRow extends TokenColumns {
  readonly quarter: Date;
  readonly model: string;
  readonly provider: string;
  readonly mode: string;
  readonly context_band: number;
  readonly calls: string;
  readonly failed_calls: string;
}

const tokens = ['uncached', 'output', 'cache_read', 'cache_write', 'cache_write_1h']
  .map((kind) => `sum(${kind}_tokens) as ${kind}_tokens`)
  .join(', ');

@QueryHandler(ListAgentUsage)
export class ListAgentUsageHandler implements IQueryHandler<ListAgentUsage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ agentId }: ListAgentUsage): Promise<readonly AgentUsageOfQuarter[]> {
    const rows: UsageRow[] = await this.dataSource.query(
      `select quarter, model, provider, mode, context_band, sum(calls) as calls,
              coalesce(sum(calls) filter (where failed), 0) as failed_calls, ${tokens}
         from agent_usage_sums where agent_id = $1
        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
      [agentId],
    );
    return rows.map(present);
  }
}

function present(row: UsageRow): AgentUsageOfQuarter {
  return {
    quarter: row.quarter,
    model: { model: row.model, provider: row.provider, mode: row.mode, contextBand: row.context_band },
    calls: Number(row.calls),
    failedCalls: Number(row.failed_calls),
    usage: usageOfColumns(row),
  };
}
