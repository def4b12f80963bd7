import type { AgentAttributionEvent, AgentEvent } from '../../events/agent.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { addDecimals } from '../../kernel/exact-sum.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, Projection, SumOutput } from '../../platform/projections/projection.js';
import type { TokenSum } from '../../pricing/priced-tokens.js';
import { agentUsageSums } from './agent-usage-sums.projector.js';
import { attributedUsage } from './attributed-usage.js';
import { addCall, type ModelCall, type UsageSums, usageKeyText } from './usage-entry.js';
import { attributed, type ToldWork, type WorkAttribution } from './work-attribution.js';

/** What one agent used, and on what it worked. */
export interface AgentUsageRow {
  readonly agent_id: string;
  readonly demo: boolean;
  readonly work: WorkAttribution;
  /** By `usageKeyText`. */
  readonly usage: Readonly<Record<string, UsageSums>>;
  readonly last_position: string;
}

/** What all agents together used, for reports: rows as many as there are kinds of work, not as many as calls. */
export interface ModelUsageRow {
  /** Start of a quarter of an hour, by `occurredAt`. */
  readonly quarter: Date;
  readonly model: string;
  /** Empty: not told. */
  readonly provider: string;
  /** What it is priced as, beside the ordinary: `fast`, `batch`; empty: the ordinary. */
  readonly mode: string;
  readonly context_band: number;
  /** Empty where nobody says: the unattributed. */
  readonly agent_type: string;
  readonly epic_id: string;
  readonly story_id: string;
  readonly pr_number: string;
  readonly team: string;
  readonly demo: boolean;
  readonly calls: number;
  readonly failed_calls: number;
  readonly input_tokens: string;
  readonly uncached_tokens: string;
  readonly output_tokens: string;
  readonly cache_read_tokens: string;
  readonly cache_write_tokens: string;
  readonly cache_write_1h_tokens: string;
  readonly reported_cost_usd: string;
  readonly calls_with_reported_cost: number;
  readonly duration_us: string;
  readonly calls_with_duration: number;
}

type Known = AgentEvent | AgentAttributionEvent | { readonly type: 'ModelCallRecorded'; readonly data: ModelCall };

const agentUsage: FoldOutput<AgentUsageRow> = {
  kind: 'fold',
  table: {
    name: 'agent_model_usage',
    columns: { agent_id: 'text', demo: 'boolean', work: 'jsonb', usage: 'jsonb', last_position: 'text' },
    key: ['agent_id'],
  },
  keys: ({ data }) => [[(data as { readonly agentId: string }).agentId]],
  apply(row, event, [agentId]) {
    const before: AgentUsageRow = row ?? {
      agent_id: String(agentId),
      demo: event.meta.demo === true,
      work: {},
      usage: {},
      last_position: event.position,
    };
    const next = folded(before, event as unknown as Known & RecordedEvent);
    return next === before && row !== undefined ? row : { ...next, last_position: event.position };
  },
};

function folded(row: AgentUsageRow, event: Known & RecordedEvent): AgentUsageRow {
  const at = occurredAtOf(event);
  const known: Known = event;
  switch (known.type) {
    case 'ModelCallRecorded': {
      const key = usageKeyText(known.data, at);
      return { ...row, usage: { ...row.usage, [key]: addCall(row.usage[key], known.data) } };
    }
    case 'AgentAttributed': {
      const { epicId, storyId, prNumber, team, sessionId } = known.data;
      const told = {
        epic: onNone(epicId),
        story: onNone(storyId),
        pullRequest: onNone(prNumber),
        team: onNone(team),
      };
      return settled(row, attributed(row.work, told, sessionId === undefined ? 5 : 4, at));
    }
    case 'AgentSpawned':
      return settled(row, attributed(row.work, workOf(known.data), 3, at));
    case 'AgentStateChanged':
      return settled(row, attributed(row.work, workOf(known.data), 2, at));
    case 'AgentObserved':
      return settled(row, attributed(row.work, workOf(known.data), 1, at));
  }
}

/** What was told, as it is kept: empty for none; undefined where nothing was told. */
function onNone(told: string | number | null | undefined): string | undefined {
  return told === undefined ? undefined : String(told ?? '');
}

function settled(row: AgentUsageRow, work: WorkAttribution): AgentUsageRow {
  return work === row.work ? row : { ...row, work };
}

function workOf(data: {
  readonly agentType: string;
  readonly epicId?: string | undefined;
  readonly storyId?: string | undefined;
  readonly prNumber?: number | undefined;
  readonly team?: string | undefined;
}): ToldWork {
  return {
    type: data.agentType === 'unknown' ? undefined : data.agentType,
    epic: data.epicId,
    story: data.storyId,
    pullRequest: data.prNumber === undefined ? undefined : String(data.prNumber),
    team: data.team,
  };
}

const modelUsage: SumOutput<ModelUsageRow, AgentUsageRow> = {
  kind: 'sum',
  table: {
    name: 'model_usage',
    columns: {
      quarter: 'timestamptz',
      model: 'text',
      provider: 'text',
      mode: 'text',
      context_band: 'integer',
      agent_type: 'text',
      epic_id: 'text',
      story_id: 'text',
      pr_number: 'text',
      team: 'text',
      demo: 'boolean',
      calls: 'bigint',
      failed_calls: 'bigint',
      input_tokens: 'numeric',
      uncached_tokens: 'numeric',
      output_tokens: 'numeric',
      cache_read_tokens: 'numeric',
      cache_write_tokens: 'numeric',
      cache_write_1h_tokens: 'numeric',
      reported_cost_usd: 'numeric',
      calls_with_reported_cost: 'bigint',
      duration_us: 'numeric',
      calls_with_duration: 'bigint',
    },
    key: [
      'quarter',
      'model',
      'provider',
      'mode',
      'context_band',
      'agent_type',
      'epic_id',
      'story_id',
      'pr_number',
      'team',
      'demo',
    ],
    indexes: ['(epic_id, quarter)', '(story_id, quarter)', '(team, quarter)'],
  },
  of: 'agent_model_usage',
  count: 'calls',
  parts: partsOf,
};

/** Entries that come to the same work once it is known whose they are, are one part, failed calls with the others. */
function partsOf({ work, usage, demo }: AgentUsageRow): readonly ModelUsageRow[] {
  const parts = new Map<string, ModelUsageRow>();
  for (const { key, sums } of attributedUsage(work, usage)) {
    const { failed: _, ...same } = key;
    const place = JSON.stringify(same);
    parts.set(place, {
      quarter: new Date(key.quarterMs),
      model: key.model,
      provider: key.provider,
      mode: key.mode,
      context_band: key.contextBand,
      agent_type: key.type,
      epic_id: key.epic,
      story_id: key.story,
      pr_number: key.pullRequest,
      team: key.team,
      demo,
      ...summed(parts.get(place), sums),
    });
  }
  return [...parts.values()];
}

type Sums = Omit<
  ModelUsageRow,
  | 'quarter'
  | 'model'
  | 'provider'
  | 'mode'
  | 'context_band'
  | 'agent_type'
  | 'epic_id'
  | 'story_id'
  | 'pr_number'
  | 'team'
  | 'demo'
>;

function summed(one: Sums | undefined, other: UsageSums): Sums {
  const whole = (sum: string | undefined, amount: TokenSum): string => String(BigInt(sum ?? 0) + BigInt(amount));
  return {
    calls: (one?.calls ?? 0) + other.calls,
    failed_calls: (one?.failed_calls ?? 0) + other.failedCalls,
    input_tokens: whole(one?.input_tokens, other.inputTokens),
    uncached_tokens: whole(one?.uncached_tokens, other.uncachedTokens),
    output_tokens: whole(one?.output_tokens, other.outputTokens),
    cache_read_tokens: whole(one?.cache_read_tokens, other.cacheReadTokens),
    cache_write_tokens: whole(one?.cache_write_tokens, other.cacheWriteTokens),
    cache_write_1h_tokens: whole(one?.cache_write_1h_tokens, other.cacheWrite1hTokens),
    reported_cost_usd: addDecimals(one?.reported_cost_usd ?? '0', other.reportedCostUsd),
    calls_with_reported_cost: (one?.calls_with_reported_cost ?? 0) + other.callsWithReportedCost,
    duration_us: whole(one?.duration_us, other.durationUs),
    calls_with_duration: (one?.calls_with_duration ?? 0) + other.callsWithDuration,
  };
}

/** What the fleet's model calls used, by what decides on their price and whose work they were. */
export const modelUsageProjection: Projection = {
  name: 'model-usage',
  version: 7,
  types: ['ModelCallRecorded', 'AgentSpawned', 'AgentStateChanged', 'AgentObserved', 'AgentAttributed'],
  outputs: [agentUsage, modelUsage, agentUsageSums],
};
