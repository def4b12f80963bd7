import type { AgentActivityEvent } from '../../events/agent.events.js';
import { addDecimals, addWhole, isDecimal } from '../../kernel/exact-sum.js';
import { hourOf, occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, KeyPart, Projection, TableSpec } from '../../platform/projections/projection.js';

type ModelCall = Extract<AgentActivityEvent, { type: 'ModelCallRecorded' }>['data'];

/**
 * Calls of one agent to one model in one hour of `occurredAt`, for the work that the calls themselves name. Type, epic
 * and story are empty where the call says nothing: then the agent's own record tells, which may come later.
 */
export interface TokenUsageRow {
  readonly agent_id: string;
  readonly model: string;
  readonly hour: Date;
  readonly agent_type: string;
  readonly epic_id: string;
  readonly story_id: string;
  readonly demo: boolean;
  readonly calls: number;
  readonly failed_calls: number;
  /** Whole numbers as text, exact beyond 2^53. Input includes what was cached. */
  readonly input_tokens: string;
  readonly output_tokens: string;
  /** Null while no call has said how much of its input was cached. */
  readonly cache_read_tokens: string | null;
  readonly cache_write_tokens: string | null;
  /** The agents' own estimates; null while no call has one. */
  readonly reported_cost_usd: string | null;
  readonly calls_with_cost: number;
  /** In whole microseconds, so that the sum does not depend on the order; null while no call has told it. */
  readonly duration_us: string | null;
  readonly max_duration_ms: number | null;
}

const tokenUsageTable: TableSpec<TokenUsageRow> = {
  name: 'token_usage',
  columns: {
    agent_id: 'text',
    model: 'text',
    hour: 'timestamptz',
    agent_type: 'text',
    epic_id: 'text',
    story_id: 'text',
    demo: 'boolean',
    calls: 'bigint',
    failed_calls: 'bigint',
    input_tokens: 'numeric',
    output_tokens: 'numeric',
    cache_read_tokens: 'numeric',
    cache_write_tokens: 'numeric',
    reported_cost_usd: 'numeric',
    calls_with_cost: 'bigint',
    duration_us: 'numeric',
    max_duration_ms: 'double precision',
  },
  key: ['agent_id', 'model', 'hour', 'agent_type', 'epic_id', 'story_id', 'demo'],
  nullable: ['cache_read_tokens', 'cache_write_tokens', 'reported_cost_usd', 'duration_us', 'max_duration_ms'],
  indexes: ['(hour)', '(model, hour)'],
};

const UNKNOWN_TYPE = 'unknown';

function emptyUsage([agentId, model, hour, agentType, epicId, storyId, demo]: readonly KeyPart[]): TokenUsageRow {
  return {
    agent_id: agentId as string,
    model: model as string,
    hour: hour as Date,
    agent_type: agentType as string,
    epic_id: epicId as string,
    story_id: storyId as string,
    demo: demo as boolean,
    calls: 0,
    failed_calls: 0,
    input_tokens: '0',
    output_tokens: '0',
    cache_read_tokens: null,
    cache_write_tokens: null,
    reported_cost_usd: null,
    calls_with_cost: 0,
    duration_us: null,
    max_duration_ms: null,
  };
}

/** What is not known adds nothing, and does not make the unknown a zero. */
function addKnown(sum: string | null, amount: number | undefined): string | null {
  return amount === undefined ? sum : addWhole(sum ?? '0', amount);
}

const tokenUsage: FoldOutput<TokenUsageRow> = {
  kind: 'fold',
  table: tokenUsageTable,
  keys(event) {
    const { agentId, model, agentType, epicId, storyId } = event.data as unknown as ModelCall;
    const type = agentType === undefined || agentType === UNKNOWN_TYPE ? '' : agentType;
    const demo = event.meta.demo === true;
    return [[agentId, model, hourOf(occurredAtOf(event)), type, epicId ?? '', storyId ?? '', demo]];
  },
  apply(row, event, key) {
    const before = row ?? emptyUsage(key);
    const call = event.data as unknown as ModelCall;
    const cost = call.reportedCostUsd !== undefined && isDecimal(call.reportedCostUsd) ? call.reportedCostUsd : null;
    return {
      ...before,
      calls: before.calls + 1,
      failed_calls: before.failed_calls + (call.success ? 0 : 1),
      input_tokens: addWhole(before.input_tokens, call.inputTokens),
      output_tokens: addWhole(before.output_tokens, call.outputTokens),
      cache_read_tokens: addKnown(before.cache_read_tokens, call.cacheReadTokens),
      cache_write_tokens: addKnown(before.cache_write_tokens, call.cacheWriteTokens),
      reported_cost_usd: cost === null ? before.reported_cost_usd : addDecimals(before.reported_cost_usd ?? '0', cost),
      calls_with_cost: before.calls_with_cost + (cost === null ? 0 : 1),
      duration_us: addKnown(
        before.duration_us,
        call.durationMs === undefined ? undefined : Math.round(call.durationMs * 1_000),
      ),
      max_duration_ms:
        call.durationMs === undefined ? before.max_duration_ms : Math.max(before.max_duration_ms ?? 0, call.durationMs),
    };
  },
};

/** What the fleet's model calls used, by hour. */
export const tokensProjection: Projection = {
  name: 'tokens',
  version: 2,
  types: ['ModelCallRecorded'],
  outputs: [tokenUsage],
};
