import type { SumOutput } from '../../platform/projections/projection.js';
import type { AgentUsageRow } from './model-usage.projector.js';
import { type TokenSum, usageKeyOf } from './usage-entry.js';

/** What one agent used in a quarter of an hour, by what decides on the price, failed calls apart. */
interface AgentUsageSumRow {
  readonly agent_id: string;
  readonly quarter: Date;
  readonly model: string;
  readonly provider: string;
  readonly mode: string;
  readonly context_band: number;
  readonly failed: boolean;
  readonly calls: number;
  readonly uncached_tokens: string;
  readonly output_tokens: string;
  readonly cache_read_tokens: string;
  readonly cache_write_tokens: string;
  readonly cache_write_1h_tokens: string;
}

/** What single runs cost comes of it. */
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
      calls: 'bigint',
      uncached_tokens: 'numeric',
      output_tokens: 'numeric',
      cache_read_tokens: 'numeric',
      cache_write_tokens: 'numeric',
      cache_write_1h_tokens: 'numeric',
    },
    key: ['agent_id', 'quarter', 'model', 'provider', 'mode', 'context_band', 'failed'],
  },
  of: 'agent_model_usage',
  count: 'calls',
  parts({ agent_id, usage }) {
    const parts = new Map<string, AgentUsageSumRow>();
    for (const [text, sums] of Object.entries(usage)) {
      const { quarterMs, model, provider, mode, contextBand, failed } = usageKeyOf(text);
      const place = JSON.stringify([quarterMs, model, provider, mode, contextBand, failed]);
      const other = parts.get(place);
      const plus = (sum: string | undefined, amount: TokenSum) => String(BigInt(sum ?? 0) + BigInt(amount));
      parts.set(place, {
        agent_id,
        quarter: new Date(quarterMs),
        model,
        provider,
        mode,
        context_band: contextBand,
        failed,
        calls: (other?.calls ?? 0) + sums.calls,
        uncached_tokens: plus(other?.uncached_tokens, sums.uncachedTokens),
        output_tokens: plus(other?.output_tokens, sums.outputTokens),
        cache_read_tokens: plus(other?.cache_read_tokens, sums.cacheReadTokens),
        cache_write_tokens: plus(other?.cache_write_tokens, sums.cacheWriteTokens),
        cache_write_1h_tokens: plus(other?.cache_write_1h_tokens, sums.cacheWrite1hTokens),
      });
    }
    return [...parts.values()];
  },
};
