import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { wholeHours } from '../../platform/http/filter-query.js';
import { groupedList, type Measured } from '../../platform/postgres/grouped-list.js';
import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ReportTokens, type TokenDimension, type TokensReport, type TokenTotals } from './report-tokens.query.js';

/** What a call says of its work comes first; where it says nothing, the agent's own record tells. */
const dimensions: Readonly<Record<TokenDimension, string>> = {
  model: 'u.model',
  agentType: `coalesce(nullif(u.agent_type, ''), a.type, 'unknown')`,
  epicId: `coalesce(nullif(u.epic_id, ''), a.epic_id, '')`,
  storyId: `coalesce(nullif(u.story_id, ''), a.story_id, '')`,
  agentId: 'u.agent_id',
  hour: `to_char(u.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  day: `to_char(u.hour at time zone 'UTC', 'YYYY-MM-DD')`,
};

const measures = {
  calls: 'coalesce(sum(calls), 0)',
  failedCalls: 'coalesce(sum(failed_calls), 0)',
  inputTokens: 'coalesce(sum(input_tokens), 0)',
  outputTokens: 'coalesce(sum(output_tokens), 0)',
  cacheReadTokens: 'sum(cache_read_tokens)',
  cacheWriteTokens: 'sum(cache_write_tokens)',
  reportedCostUsd: 'trim_scale(sum(reported_cost_usd))',
  callsWithCost: 'coalesce(sum(calls_with_cost), 0)',
  durationUs: 'sum(duration_us)',
  maxDurationMs: 'max(max_duration_ms)',
};

@QueryHandler(ReportTokens)
export class ReportTokensHandler implements IQueryHandler<ReportTokens> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ request }: ReportTokens): Promise<TokensReport> {
    const { from, to } = wholeHours(request);
    const conditions = new SqlConditions()
      .equals('u.model', request.model)
      .equals(dimensions.agentType, request.agentType)
      .equals(dimensions.epicId, request.epicId)
      .equals(dimensions.storyId, request.storyId)
      .equals('u.agent_id', request.agentId)
      .equals('u.demo', request.demo)
      .between('u.hour', from, to);
    const { items, totals, nextCursor, total } = await groupedList(this.dataSource, {
      from: 'token_usage u left join agents a on a.id = u.agent_id',
      conditions,
      dimensions,
      groupBy: request.groupBy,
      measures,
      limit: request.limit,
      cursor: request.cursor,
    });
    return {
      from: from ?? null,
      to: to ?? null,
      items: items.map((group) => ({ ...group.key, ...totalsOf(group) })),
      nextCursor,
      total,
      totals: totalsOf(totals),
    };
  }
}

function totalsOf({ measures: m }: Measured<keyof typeof measures>): TokenTotals {
  const maybe = (text: string | null) => (text === null ? null : Number(text));
  return {
    calls: Number(m.calls),
    failedCalls: Number(m.failedCalls),
    inputTokens: Number(m.inputTokens),
    outputTokens: Number(m.outputTokens),
    cacheReadTokens: maybe(m.cacheReadTokens),
    cacheWriteTokens: maybe(m.cacheWriteTokens),
    reportedCostUsd: m.reportedCostUsd,
    callsWithCost: Number(m.callsWithCost),
    durationMs: m.durationUs === null ? null : Number(m.durationUs) / 1_000,
    maxDurationMs: maybe(m.maxDurationMs),
  };
}
