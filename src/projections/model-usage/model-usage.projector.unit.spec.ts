import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import type { FoldOutput, SumOutput } from '../../platform/projections/projection.js';
import type { AgentUsageSumRow } from './agent-usage-sums.projector.js';
import { type AgentUsageRow, type ModelUsageRow, modelUsageProjection } from './model-usage.projector.js';

const [fold, sum, ofAgents] = modelUsageProjection.outputs as [
  FoldOutput<AgentUsageRow>,
  SumOutput<ModelUsageRow, AgentUsageRow>,
  SumOutput<AgentUsageSumRow, AgentUsageRow>,
];

interface Said {
  readonly type: string;
  readonly data: JsonObject;
  /** Minutes after midnight. */
  readonly at: number;
}

function event({ type, data, at }: Said, index: number): RecordedEvent {
  const time = new Date(Date.UTC(2026, 0, 15, 0, at));
  return {
    id: `e-${index}`,
    stream: 'agent-a',
    type,
    schemaVersion: 1,
    data: { agentId: 'a', ...data },
    revision: BigInt(index),
    position: String(index).padStart(5, '0') as LogPosition,
    recordedAt: time,
    meta: {
      occurredAt: time.toISOString(),
      actor: { type: 'system', id: 'test', name: 'test' },
      correlationId: 'c',
      source: 'test',
    },
  };
}

function folded(history: readonly Said[]): AgentUsageRow | undefined {
  return history.map(event).reduce<AgentUsageRow | undefined>((row, one) => fold.apply(row, one, ['a']), undefined);
}

function used(history: readonly Said[]): readonly ModelUsageRow[] {
  const row = folded(history);
  return row ? sum.parts(row) : [];
}

const call = (at: number, data: JsonObject = {}): Said => ({
  type: 'ModelCallRecorded',
  at,
  data: { model: 'm', inputTokens: 10, outputTokens: 1, success: true, ...data },
});
const spawned = (at: number, data: JsonObject): Said => ({
  type: 'AgentSpawned',
  at,
  data: { agentType: 'explorer', ...data },
});
const observed = (at: number, data: JsonObject): Said => ({
  type: 'AgentObserved',
  at,
  data: { agentType: 'explorer', ...data },
});
const told = (at: number, data: JsonObject): Said => ({
  type: 'AgentAttributed',
  at,
  data: { epicId: null, storyId: null, prNumber: null, ...data },
});

describe('what an agent used', () => {
  it('adds up exactly beyond what a number holds', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const huge = [1, 2, 3].map((at) => call(at, { inputTokens: most, cacheReadTokens: 1, outputTokens: most }));
    expect(used(huge)).toMatchObject([
      {
        calls: 3,
        input_tokens: '27021597764222973',
        uncached_tokens: '27021597764222970',
        cache_read_tokens: '3',
        output_tokens: '27021597764222973',
      },
    ]);
  });

  it('is summed by quarter of an hour, by what decides on the price, and by its work', () => {
    const rows = used([
      spawned(0, { epicId: 'epic-1', storyId: 'story-1' }),
      call(14, { cacheReadTokens: 4, reportedCostUsd: '0.1', durationMs: 2 }),
      call(14, { success: false, reportedCostUsd: '0.25' }),
      call(15),
      call(16, { speed: 'fast', serviceTier: 'standard' }),
      call(17, { inputTokens: 200_001 }),
    ]);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      quarter: new Date('2026-01-15T00:00:00Z'),
      agent_type: 'explorer',
      epic_id: 'epic-1',
      story_id: 'story-1',
      calls: 2,
      failed_calls: 1,
      input_tokens: '20',
      cache_read_tokens: '4',
      reported_cost_usd: '0.35',
      calls_with_reported_cost: 2,
      duration_us: '2000',
      calls_with_duration: 1,
    });
    expect(rows.map(({ mode, context_band }) => [mode, context_band])).toEqual([
      ['', 0],
      ['', 0],
      ['fast', 0],
      ['', 3],
    ]);
  });

  it('goes along when its work is told afterwards, also against what the calls said', () => {
    const before = [call(1), call(2, { storyId: 'story-1' })];
    expect(used(before).map(({ story_id }) => story_id)).toEqual(['', 'story-1']);
    expect(used([...before, told(60, { storyId: 'story-9', epicId: 'epic-9' })])).toEqual([
      expect.objectContaining({ story_id: 'story-9', epic_id: 'epic-9', calls: 2 }),
    ]);
    expect(used([...before, told(60, {})])).toEqual([expect.objectContaining({ story_id: '', calls: 2 })]);
  });

  it('is of a team, which only a word about teams settles', () => {
    const before = [spawned(0, { team: 'mobile' }), call(1), call(2, { team: 'web' })];
    const teams = (history: readonly Said[]) => used(history).map(({ team }) => team);
    expect(teams([call(1)])).toEqual(['']);
    expect(teams(before)).toEqual(['mobile', 'web']);
    expect(teams([...before, told(60, { epicId: 'epic-9' })])).toEqual(['mobile', 'web']);
    expect(teams([...before, told(60, { team: 'platform' })])).toEqual(['platform']);
    expect(teams([...before, told(60, { team: null })])).toEqual(['']);
  });

  it('is known of the agent itself by the same work, failed calls apart', () => {
    const row = folded([
      spawned(0, { epicId: 'epic-1' }),
      call(1, { cacheReadTokens: 4, reportedCostUsd: '0.1' }),
      call(2, { success: false, reportedCostUsd: '0.25', epicId: 'said' }),
      call(3, { cacheReadTokens: 90 }),
      told(60, { epicId: 'epic-9', team: 'web' }),
    ])!;
    expect(sum.parts(row)).toMatchObject([{ calls: 3, failed_calls: 1, reported_cost_usd: '0.35' }]);
    const same = { agent_id: 'a', agent_type: 'explorer', epic_id: 'epic-9', story_id: '', team: 'web' };
    expect(ofAgents.parts(row)).toMatchObject([
      { ...same, failed: false, calls: 2, input_tokens: '20', uncached_tokens: '6', calls_with_reported_cost: 1 },
      { ...same, failed: true, calls: 1, input_tokens: '10', reported_cost_usd: '0.25', calls_with_reported_cost: 1 },
    ]);
  });

  it('is that of the call where the call names its work, else that of the agent, by the better word', () => {
    const rows = used([
      observed(0, { epicId: 'seen' }),
      spawned(5, { epicId: 'spawned' }),
      call(6),
      call(7, { epicId: 'said' }),
    ]);
    expect(rows.map(({ epic_id }) => epic_id)).toEqual(['spawned', 'said']);
  });

  it('does not depend on the order of the events', () => {
    const text = fc.constantFrom('x', 'y');
    const at = fc.integer({ min: 0, max: 40 });
    const one = fc.oneof(
      fc
        .tuple(at, fc.option(text, { nil: undefined }))
        .map(([minute, storyId]) => call(minute, storyId === undefined ? {} : { storyId })),
      fc.tuple(at, text).map(([minute, storyId]) => observed(minute, { storyId })),
      fc.tuple(at, text).map(([minute, epicId]) => spawned(minute, { epicId })),
      fc.tuple(at, text).map(([minute, storyId]) => told(minute, { storyId })),
      fc.tuple(at, text).map(([minute, team]) => told(minute, { team })),
      fc.tuple(at, text).map(([minute, team]) => call(minute, { team })),
    );
    const canonical = (rows: readonly ModelUsageRow[]) => rows.map((row) => JSON.stringify(row)).sort();
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.integer(), (history, seed) => {
        const shuffled = [...history].map((said, index) => [Math.imul(index + 1, seed | 1) >>> 0, said] as const);
        const other = shuffled.sort(([a], [b]) => a - b).map(([, said]) => said);
        expect(canonical(used(other))).toEqual(canonical(used(history)));
      }),
    );
  });
});
