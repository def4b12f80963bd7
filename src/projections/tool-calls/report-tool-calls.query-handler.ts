import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { quantileOfSketch } from '../../kernel/quantile-sketch.js';
import { wholeHours } from '../../platform/http/filter-query.js';
import { groupedList, type Measured } from '../../platform/postgres/grouped-list.js';
import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import {
  ReportToolCalls,
  type ToolCallDimension,
  type ToolCallsReport,
  type ToolCallTotals,
} from './report-tool-calls.query.js';

/** What a call says of its work comes first; where it says nothing, the agent's own record tells. */
const dimensions: Readonly<Record<ToolCallDimension, string>> = {
  tool: 'u.tool',
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
  durationUs: 'coalesce(sum(duration_us), 0)',
  maxDurationMs: 'max(max_duration_ms)',
};

@QueryHandler(ReportToolCalls)
export class ReportToolCallsHandler implements IQueryHandler<ReportToolCalls> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ request }: ReportToolCalls): Promise<ToolCallsReport> {
    const { from, to } = wholeHours(request);
    const conditions = new SqlConditions()
      .equals('u.tool', request.tool)
      .equals(dimensions.agentType, request.agentType)
      .equals(dimensions.epicId, request.epicId)
      .equals(dimensions.storyId, request.storyId)
      .equals('u.agent_id', request.agentId)
      .equals('u.demo', request.demo)
      .between('u.hour', from, to);
    const { items, totals, nextCursor, total } = await groupedList(this.dataSource, {
      from: 'tool_usage u left join agents a on a.id = u.agent_id',
      conditions,
      dimensions,
      groupBy: request.groupBy,
      measures,
      sketch: 'durations',
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

function totalsOf({ measures: m, sketch }: Measured<keyof typeof measures>): ToolCallTotals {
  const max = m.maxDurationMs === null ? null : Number(m.maxDurationMs);
  // A bucket's middle may lie above everything that was observed.
  const quantile = (part: number) => {
    const value = quantileOfSketch(sketch, part);
    return value === null || max === null ? null : Math.min(value, max);
  };
  return {
    calls: Number(m.calls),
    failedCalls: Number(m.failedCalls),
    durationMs: Number(m.durationUs) / 1_000,
    maxDurationMs: max,
    durationMsQuantiles: { p50: quantile(0.5), p90: quantile(0.9), p95: quantile(0.95), p99: quantile(0.99) },
  };
}
