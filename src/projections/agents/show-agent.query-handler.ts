import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type AgentDetail, type AgentUsage, presentAgent } from './agent.response.js';
import { AgentTimeline } from './agent-timeline.js';
import { type AgentRow, agentsTable } from './agents.projector.js';
import { ShowAgent } from './show-agent.query.js';

const TIMELINE_ENTRIES = 50;

/** Sums over the read models of calls; an agent without calls has none, which is a fact. */
const usageSql = `
  select m.*, t.* from
    (select coalesce(sum(calls), 0) as model_calls, coalesce(sum(failed_calls), 0) as failed_model_calls,
       coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as output_tokens,
       sum(cache_read_tokens) as cache_read_tokens, sum(cache_write_tokens) as cache_write_tokens,
       trim_scale(sum(reported_cost_usd))::text as reported_cost_usd, sum(duration_us) / 1000 as model_duration_ms
     from token_usage where agent_id = $1) m,
    (select coalesce(sum(calls), 0) as tool_calls, coalesce(sum(failed_calls), 0) as failed_tool_calls,
       coalesce(sum(duration_us), 0) / 1000 as tool_duration_ms
     from tool_usage where agent_id = $1) t`;

@QueryHandler(ShowAgent)
export class ShowAgentHandler implements IQueryHandler<ShowAgent> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly timeline: AgentTimeline,
  ) {}

  async execute({ id, asOf }: ShowAgent): Promise<AgentDetail> {
    const source = asOf === undefined ? 'agents' : asOfSource(agentsTable, '$2');
    const [row]: AgentRow[] = await this.dataSource.query(
      `select * from ${source} a where id = $1`,
      asOf === undefined ? [id] : [id, asOf],
    );
    if (!row) {
      const when = asOf === undefined ? '' : ` as of ${asOf}`;
      throw new DomainError('AGENT_UNKNOWN', `there is no agent ${id}${when}`, { fault: 'not_found' });
    }
    if (asOf !== undefined) return { ...presentAgent(row), usage: null, timeline: null };
    const [usage, timeline] = await Promise.all([
      this.usageOf(id),
      this.timeline.page(id, { limit: TIMELINE_ENTRIES, cursor: undefined }),
    ]);
    return { ...presentAgent(row), usage, timeline: { ...timeline, items: [...timeline.items] } };
  }

  private async usageOf(id: string): Promise<AgentUsage> {
    const rows: Record<string, string | number | null>[] = await this.dataSource.query(usageSql, [id]);
    const sums = rows[0] ?? {};
    const known = (name: string) => Number(sums[name]);
    const maybe = (name: string) => (sums[name] === null || sums[name] === undefined ? null : Number(sums[name]));
    const cost = sums['reported_cost_usd'];
    return {
      modelCalls: known('model_calls'),
      failedModelCalls: known('failed_model_calls'),
      inputTokens: known('input_tokens'),
      outputTokens: known('output_tokens'),
      cacheReadTokens: maybe('cache_read_tokens'),
      cacheWriteTokens: maybe('cache_write_tokens'),
      reportedCostUsd: typeof cost === 'string' ? cost : null,
      modelDurationMs: maybe('model_duration_ms'),
      toolCalls: known('tool_calls'),
      failedToolCalls: known('failed_tool_calls'),
      toolDurationMs: known('tool_duration_ms'),
    };
  }
}
