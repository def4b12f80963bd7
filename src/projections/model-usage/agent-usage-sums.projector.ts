import { addDecimals } from '../../kernel/exact-sum.js';
import type { SumOutput } from '../../platform/projections/projection.js';
import type { TokenSum } from '../../pricing/priced-tokens.js';
import { attributedUsage } from './attributed-usage.js';
import type { AgentUsageRow } from './model-usage.projector.js';

/** What one agent used in a quarter of an hour, by what decides on the price and by its work, failed calls apart. */
export interface AgentUsageSumRow {
  readonly agent_id: string;
  readonly quarter: Date;
  readonly model: string;
  readonly provider: string;
  readonly mode: string;
  readonly context_band: number;
  readonly failed: boolean;
  /** Empty where nobody says, as in `model_usage`. */
  readonly agent_type: string;
  readonly epic_id: string;
  readonly story_id: string;
  readonly pr_number: string;
  readonly team: string;
  readonly calls: number;
  readonly input_tokens: string;
  readonly uncached_tokens: string;
  readonly output_tokens: string;
  readonly cache_read_tokens: string;
  readonly cache_write_tokens: string;
  readonly cache_write_1h_tokens: string;
  readonly reported_cost_usd: string;
  readonly calls_with_reported_cost: number;
}

/** What single runs and single agents cost comes of it. */
export const agentUsageSums: SumOutput<AgentUsageSumRow, AgentUsageRow> = {
  kind: 'sum',
  table: {
    name: 'agent_usage_sums',
    columns: {
      agent_id: 'text',
      quarter: 'timestamptz',
      model: 'text',
      provider: 'text',
      mode: 'text',
      context_band: 'integer',
      failed: 'boolean',
      agent_type: 'text',
      epic_id: 'text',
      story_id: 'text',
      pr_number: 'text',
      team: 'text',
      calls: 'bigint',
      input_tokens: 'numeric',
      uncached_tokens: 'numeric',
      output_tokens: 'numeric',
      cache_read_tokens: 'numeric',
      cache_write_tokens: 'numeric',
      cache_write_1h_tokens: 'numeric',
      reported_cost_usd: 'numeric',
      calls_with_reported_cost: 'bigint',
    },
    key: [
      'agent_id',
      'quarter',
      'model',
      'provider',
      'mode',
      'context_band',
      'failed',
      'agent_type',
      'epic_id',
      'story_id',
      'pr_number',
      'team',
    ],
    indexes: ['(quarter)'],
  },
  of: 'agent_model_usage',
  count: 'calls',
  parts({ agent_id, work, usage }) {
    const parts = new Map<string, AgentUsageSumRow>();
    for (const { key, sums } of attributedUsage(work, usage)) {
      const place = JSON.stringify(key);
      const other = parts.get(place);
      const plus = (sum: string | undefined, amount: TokenSum) => String(BigInt(sum ?? 0) + BigInt(amount));
      parts.set(place, {
        agent_id,
        quarter: new Date(key.quarterMs),
        model: key.model,
        provider: key.provider,
        mode: key.mode,
        context_band: key.contextBand,
        failed: key.failed,
        agent_type: key.type,
        epic_id: key.epic,
        story_id: key.story,
        pr_number: key.pullRequest,
        team: key.team,
        calls: (other?.calls ?? 0) + sums.calls,
        input_tokens: plus(other?.input_tokens, sums.inputTokens),
        uncached_tokens: plus(other?.uncached_tokens, sums.uncachedTokens),
        output_tokens: plus(other?.output_tokens, sums.outputTokens),
        cache_read_tokens: plus(other?.cache_read_tokens, sums.cacheReadTokens),
        cache_write_tokens: plus(other?.cache_write_tokens, sums.cacheWriteTokens),
        cache_write_1h_tokens: plus(other?.cache_write_1h_tokens, sums.cacheWrite1hTokens),
        reported_cost_usd: addDecimals(other?.reported_cost_usd ?? '0', sums.reportedCostUsd),
        calls_with_reported_cost: (other?.calls_with_reported_cost ?? 0) + sums.callsWithReportedCost,
      });
    }
    return [...parts.values()];
  },
};
