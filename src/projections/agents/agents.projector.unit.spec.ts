import { describe, expect, it } from 'vitest';
import type { AgentState } from '../../events/agent.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type AgentRow, agentsProjection } from './agents.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject, demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { agentId: 'a1', ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: 'agent-a1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const spawned = (time: string, data: JsonObject = {}) =>
  event('AgentSpawned', time, { agentType: 'explorer', model: 'opus', epicId: 'epic-1', ...data });
const changed = (time: string, to: AgentState, data: JsonObject = {}) =>
  event('AgentStateChanged', time, { agentType: 'unknown', to, ...data });
const modelCall = (time: string, data: JsonObject = {}) =>
  event('ModelCallRecorded', time, { model: 'haiku', inputTokens: 1, outputTokens: 1, durationMs: 1, ...data });

const [output] = agentsProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<AgentRow | undefined>((row, one) => apply(row, one, ['a1']) as AgentRow, undefined) as AgentRow;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the agents projection', () => {
  it('files every event under its agent', () => {
    expect([spawned('10:00'), changed('10:01', 'running'), modelCall('10:02')].map(keys)).toEqual([
      [['a1']],
      [['a1']],
      [['a1']],
    ]);
  });

  it('follows a life from spawn to end', () => {
    const row = fold(
      spawned('10:00', { task: 'look' }),
      changed('10:01', 'initializing'),
      changed('10:02', 'running'),
      changed('10:05', 'completed', { executionSeconds: 180, reason: 'done' }),
    );
    expect(row).toMatchObject({ type: 'explorer', state: 'completed', task: 'look', reason: 'done', error: null });
    expect(row).toMatchObject({ created_at: at('10:00'), started_at: at('10:02'), ended_at: at('10:05') });
    expect(row).toMatchObject({ updated_at: at('10:05'), execution_seconds: 180, flags: [] });
  });

  it('knows an agent by its calls alone, without a state, and learns from them once', () => {
    const first = modelCall('10:30', { storyId: 'story-1' });
    const row = fold(first);
    expect(row).toMatchObject({ type: 'unknown', state: null, model: 'haiku', story_id: 'story-1', created_at: null });
    expect(apply(row, modelCall('10:31', { storyId: 'story-2', model: 'opus' }), ['a1'])).toBe(row);
    expect(apply(row, modelCall('10:32', { agentType: 'explorer' }), ['a1'])).toMatchObject({
      type: 'explorer',
      story_id: 'story-1',
    });
  });

  it('takes the word of the spawn over what calls let it guess, and its time as the beginning', () => {
    const row = fold(modelCall('10:30', { epicId: 'epic-9', sessionId: 's1' }), spawned('10:00'));
    expect(row).toMatchObject({ model: 'opus', epic_id: 'epic-1', session_id: 's1', state: 'created' });
    expect(row).toMatchObject({ created_at: at('10:00'), updated_at: at('10:00') });
  });

  it('keeps the word of the spawn when telemetry of an earlier moment comes after it', () => {
    const seen = (time: string) =>
      event('AgentObserved', time, { agentType: 'claude-code', model: 'sonnet', sessionId: 's1' });
    const row = fold(seen('10:05'), spawned('10:04'), seen('10:01'));
    expect(row).toMatchObject({ type: 'explorer', model: 'opus', session_id: 's1', created_at: at('10:04') });
  });

  it('is of the team that is told of it, afterwards for good', () => {
    const attributed = (data: JsonObject) =>
      event('AgentAttributed', '12:00', { epicId: null, storyId: null, prNumber: null, ...data });
    expect(fold(modelCall('10:30', { team: 'web' })).team).toBe('web');
    expect(fold(modelCall('10:30', { team: 'web' }), spawned('10:00', { team: 'mobile' })).team).toBe('mobile');
    expect(fold(spawned('10:00', { team: 'mobile' }), attributed({})).team).toBe('mobile');
    const settled = fold(spawned('10:00', { team: 'mobile' }), attributed({ team: null }));
    expect(settled.team).toBeNull();
    expect(apply(settled, modelCall('12:30', { team: 'web' }), ['a1'])).toMatchObject({ team: null });
    expect(apply(settled, attributed({}), ['a1'])).toMatchObject({ team: null });
  });

  it('works on what is told afterwards for good, and else on what is known', () => {
    const row = fold(
      modelCall('10:30', { epicId: 'epic-9' }),
      event('AgentAttributed', '12:00', { storyId: 'story-1', prNumber: null }),
      modelCall('12:30', { storyId: 'story-2', prNumber: 7 }),
    );
    expect(row).toMatchObject({ epic_id: 'epic-9', story_id: 'story-1', pr_number: null });
    const later = apply(row, spawned('10:00', { epicId: 'epic-1', storyId: 'story-3', team: 'web' }), ['a1']);
    expect(later).toMatchObject({ epic_id: 'epic-1', story_id: 'story-1', pr_number: null, team: 'web' });
  });

  it('keeps the state that was reported before the spawn', () => {
    const row = fold(changed('10:02', 'running', { flags: ['before_spawn'] }), spawned('10:00', { flags: ['late'] }));
    expect(row).toMatchObject({ state: 'running', type: 'explorer', created_at: at('10:00') });
    expect(row).toMatchObject({ started_at: at('10:02'), updated_at: at('10:02'), flags: ['before_spawn', 'late'] });
  });

  it('takes from a late step when it first ran, and nothing that it is now', () => {
    const row = fold(
      spawned('10:00'),
      changed('10:05', 'failed', { error: 'boom', executionSeconds: 300 }),
      changed('10:01', 'running', { flags: ['late'] }),
    );
    expect(row).toMatchObject({ state: 'failed', error: 'boom', ended_at: at('10:05'), updated_at: at('10:05') });
    expect(row).toMatchObject({ started_at: at('10:01'), flags: ['late'] });
  });

  it('follows an agent that goes on after its end', () => {
    const row = fold(
      spawned('10:00'),
      changed('10:05', 'failed', { error: 'boom', executionSeconds: 300 }),
      changed('10:06', 'running', { flags: ['illegal_transition'] }),
    );
    expect(row).toMatchObject({ state: 'running', error: null, ended_at: null, execution_seconds: null });
  });

  it('changes nothing for a spawn that is told again', () => {
    const row = fold(spawned('10:00'), changed('10:01', 'running'));
    expect(apply(row, spawned('10:00', { task: 'other' }), ['a1'])).toBe(row);
  });

  it('marks what is simulated', () => {
    expect(fold(event('AgentSpawned', '10:00', { agentType: 'explorer' }, true)).demo).toBe(true);
    expect(fold(spawned('10:00')).demo).toBe(false);
  });
});
