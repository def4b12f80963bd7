import type { SumOutput } from '../../platform/projections/projection.js';
import { type AgentRunRow, agentRunsTable } from './agent-run.row.js';
import { runUsageKeyOf } from './run-usage.entry.js';
import { startOfDay } from './whole-days.js';

/** What the runs of a UTC day that are of one kind used, by what decides on the price; empty texts where nobody says. */
interface AgentRunUsageRow {
  /** The day that the runs count in. */
  readonly day: Date;
  readonly agent_type: string;
  readonly model: string;
  readonly epic_id: string;
  readonly outcome: string;
  readonly demo: boolean;
  readonly model_set: string;
  /** The day of the calls. */
  readonly call_day: Date;
  readonly call_model: string;
  readonly provider: string;
  readonly mode: string;
  readonly context_band: number;
  /** Each run once, with the first of what it used. */
  readonly runs: number;
  readonly calls: number;
  readonly uncached_tokens: string;
  readonly output_tokens: string;
  readonly cache_read_tokens: string;
  readonly cache_write_tokens: string;
  readonly cache_write_1h_tokens: string;
}

/** What many runs cost comes of it, without a look at single ones. */
export const agentRunUsage: SumOutput<AgentRunUsageRow, AgentRunRow> = {
  kind: 'sum',
  table: {
    name: 'agent_run_usage',
    columns: {
      day: 'timestamptz',
      agent_type: 'text',
      model: 'text',
      epic_id: 'text',
      outcome: 'text',
      demo: 'boolean',
      model_set: 'text',
      call_day: 'timestamptz',
      call_model: 'text',
      provider: 'text',
      mode: 'text',
      context_band: 'integer',
      runs: 'bigint',
      calls: 'bigint',
      uncached_tokens: 'numeric',
      output_tokens: 'numeric',
      cache_read_tokens: 'numeric',
      cache_write_tokens: 'numeric',
      cache_write_1h_tokens: 'numeric',
    },
    key: [
      'day',
      'agent_type',
      'model',
      'epic_id',
      'outcome',
      'demo',
      'model_set',
      'call_day',
      'call_model',
      'provider',
      'mode',
      'context_band',
    ],
  },
  of: agentRunsTable.name,
  count: 'calls',
  parts(run) {
    const kind = {
      day: startOfDay(run.counted_at),
      agent_type: run.agent_type ?? '',
      model: run.model ?? '',
      epic_id: run.epic_id ?? '',
      outcome: run.outcome,
      demo: run.demo,
      model_set: run.model_set,
    };
    const first = firstOf(Object.keys(run.usage));
    return Object.entries(run.usage).map(([text, tokens]) => {
      const { dayMs, model, provider, mode, contextBand } = runUsageKeyOf(text);
      return {
        ...kind,
        call_day: new Date(dayMs),
        call_model: model,
        provider,
        mode,
        context_band: contextBand,
        runs: text === first ? 1 : 0,
        calls: tokens.calls,
        uncached_tokens: String(tokens.uncachedTokens),
        output_tokens: String(tokens.outputTokens),
        cache_read_tokens: String(tokens.cacheReadTokens),
        cache_write_tokens: String(tokens.cacheWriteTokens),
        cache_write_1h_tokens: String(tokens.cacheWrite1hTokens),
      };
    });
  },
};

function firstOf(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>(
    (least, text) => (least === undefined || text < least ? text : least),
    undefined,
  );
}
