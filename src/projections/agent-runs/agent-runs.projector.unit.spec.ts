import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import type { AgentRunRow } from './agent-run.row.js';
import { agentRunsProjection } from './agent-runs.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject = {}): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { agentId: 'a1', ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'agent-a1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const spawned = (time: string, data: JsonObject = {}) =>
  event('AgentSpawned', time, { agentType: 'explorer', model: 'opus', epicId: 'epic-1', ...data });
const changed = (time: string, to: string, data: JsonObject = {}) =>
  event('AgentStateChanged', time, { agentType: 'unknown', to, ...data });
const call = (time: string, data: JsonObject = {}) =>
  event('ModelCallRecorded', time, { model: 'haiku', inputTokens: 10, outputTokens: 5, success: true, ...data });

const [runs, sums, usage] = agentRunsProjection.outputs;
if (runs?.kind !== 'fold' || sums?.kind !== 'sum' || usage?.kind !== 'sum') throw new Error('not a fold and its sums');
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<AgentRunRow | undefined>(
    (row, one) => runs.apply(row, one, ['a1']) as AgentRunRow,
    undefined,
  ) as AgentRunRow;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the runs of agents', () => {
  it('takes from first running to the end, and waiting is not being active', () => {
    const run = fold(
      spawned('10:00'),
      changed('10:02', 'running'),
      changed('10:05', 'waiting_for_input'),
      changed('10:15', 'running'),
      changed('10:16', 'paused'),
      changed('10:20', 'running'),
      changed('10:22', 'completed'),
    );
    expect(run).toMatchObject({ outcome: 'succeeded', started_at: at('10:02'), ended_at: at('10:22') });
    expect(run).toMatchObject({ execution_seconds: 1_200, active_seconds: 360, counted_at: at('10:22') });
    expect(run).toMatchObject({ agent_type: 'explorer', model: 'opus', epic_id: 'epic-1', error_class: null });
  });

  it('is open until it ends, and again when it is taken up', () => {
    expect(fold(call('10:00'), spawned('09:59'))).toMatchObject({ outcome: 'open', counted_at: at('09:59') });
    const again = fold(spawned('10:00'), changed('10:01', 'terminated'), changed('10:02', 'running'));
    expect(again).toMatchObject({ outcome: 'open', ended_at: null, execution_seconds: null, active_seconds: null });
  });

  it('has succeeded though it was terminated afterwards, but not when it is said to have failed', () => {
    const done = [spawned('10:00'), changed('10:01', 'running'), changed('10:02', 'completed')];
    expect(fold(...done, changed('11:00', 'terminated'))).toMatchObject({
      outcome: 'succeeded',
      ended_at: at('10:02'),
    });
    expect(fold(...done, changed('11:00', 'failed')).outcome).toBe('failed');
    expect(fold(spawned('10:00'), changed('11:00', 'terminated')).outcome).toBe('terminated');
  });

  it('knows the time that was told with the end while nobody has told of the beginning', () => {
    const run = fold(changed('10:02', 'completed', { executionSeconds: 42 }));
    expect(run).toMatchObject({ started_at: null, execution_seconds: 42, active_seconds: null });
    expect(fold(changed('10:02', 'completed')).execution_seconds).toBeNull();
  });

  it('counts calls, and as retried each failed one that another came after', () => {
    const failed = { success: false, error: 'HTTP 429' };
    const run = fold(
      call('10:03', failed),
      call('10:01', failed),
      call('10:02', { model: 'opus', inputTokens: 20 }),
      event('ToolCallRecorded', '10:02', { tool: 'bash', durationMs: 1, success: false }),
    );
    expect(run).toMatchObject({ calls: 3, failed_calls: 2, retries: 1, tool_calls: 1, failed_tool_calls: 1 });
    // 30 tokens of the one, 25 of the other.
    expect(run).toMatchObject({ model: 'haiku', input_tokens: '40', output_tokens: '15' });
    expect(fold(call('10:00', { model: 'constructor' }), call('10:01', { model: '__proto__' })).model).toBe(
      '__proto__',
    );
  });

  it('failed for the reason of its last step, else for what it told, else for its calls', () => {
    const call429 = call('10:01', { success: false, error: 'HTTP 429' });
    const told = event('AgentErrorRecorded', '10:00', { errorType: 'api_refusal' });
    const failed = changed('10:05', 'failed');
    const explained = changed('10:05', 'failed', { error: 'reached max turns (80)' });
    const classes = [[explained, told, call429], [failed, told, call429], [failed, call429], [failed], [told]];
    expect(classes.map((events) => fold(...events).error_class)).toEqual([
      'out_of_turns',
      'api_refusal',
      'rate_limited',
      'unexplained',
      null,
    ]);
  });

  it('works on what was told afterwards, whatever its calls say', () => {
    const run = fold(
      event('AgentAttributed', '12:00', { epicId: 'epic-9', storyId: null, prNumber: 7 }),
      spawned('10:00', { storyId: 'story-1' }),
      call('10:01', { epicId: 'epic-3', agentType: 'issue-fixer' }),
    );
    expect(run).toMatchObject({ epic_id: 'epic-9', story_id: null, pr_number: '7', agent_type: 'explorer' });
  });

  it('comes to the same in whatever order it is told', () => {
    const events = [
      spawned('10:00'),
      changed('10:02', 'running', { storyId: 's1' }),
      changed('10:02', 'waiting_for_external', { storyId: 's2' }),
      changed('10:09', 'running'),
      changed('10:12', 'failed', { error: 'timed out' }),
      changed('10:30', 'terminated'),
      event('AgentObserved', '10:01', { agentType: 'coder', model: 'm' }),
      event('AgentObserved', '10:03', { agentType: 'other', prNumber: 4 }),
      event('AgentErrorRecorded', '10:04', { errorType: 'internal_error' }),
      call('10:02', { success: false }),
      call('10:02', { model: 'opus' }),
      call('10:04', { success: false, error: 'overloaded' }),
    ];
    const usual = fold(...events);
    const sorted = (row: AgentRunRow) => ({ ...row, models: Object.entries(row.models).sort() });
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (order) => {
        expect(sorted(fold(...order))).toEqual(sorted(usual));
      }),
      { numRuns: 200 },
    );
  });

  it('gives one run to the sums of its day and kind', () => {
    const run = fold(spawned('10:00'), changed('10:02', 'running'), changed('10:03', 'completed'), call('10:02'));
    expect(sums.parts(run)).toEqual([
      {
        day: new Date('2026-01-15T00:00:00Z'),
        agent_type: 'explorer',
        model: 'haiku',
        epic_id: 'epic-1',
        outcome: 'succeeded',
        error_class: '',
        demo: false,
        runs: 1,
        runs_with_calls: 1,
        runs_with_execution: 1,
        runs_with_active: 1,
        execution_ms: '60000',
        active_ms: '60000',
        input_tokens: '10',
        output_tokens: '5',
        calls: 1,
        failed_calls: 0,
        retries: 0,
        tool_calls: 0,
        failed_tool_calls: 0,
      },
    ]);
  });

  it('gives what it used to its day and kind, by the day of the calls; one part counts the run', () => {
    const ended = [spawned('10:00'), changed('10:02', 'completed')];
    const run = fold(...ended, call('10:02'), call('10:03', { provider: 'x', cacheReadTokens: 12 }), call('10:04'));
    const kind = {
      day: new Date('2026-01-15T00:00:00Z'),
      agent_type: 'explorer',
      model: 'haiku',
      epic_id: 'epic-1',
      outcome: 'succeeded',
      demo: false,
      model_set: run.model_set,
      call_day: new Date('2026-01-15T00:00:00Z'),
      call_model: 'haiku',
      mode: '',
      context_band: 0,
      cache_write_tokens: '0',
      cache_write_1h_tokens: '0',
    };
    expect(usage.parts(run)).toEqual([
      { ...kind, provider: '', runs: 1, calls: 2, uncached_tokens: '20', output_tokens: '10', cache_read_tokens: '0' },
      { ...kind, provider: 'x', runs: 0, calls: 1, uncached_tokens: '0', output_tokens: '5', cache_read_tokens: '12' },
    ]);
    expect(usage.parts(fold(...ended))).toEqual([]);
    // It is a name of what was used, in whatever order and however often.
    const other = fold(call('11:03', { provider: 'x' }), spawned('10:00'), call('10:04'));
    expect(other.model_set).toBe(run.model_set);
    expect(fold(call('10:00')).model_set).not.toBe(run.model_set);
  });
});
