import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { StoredState } from '../../../platform/processes/state-draft.js';
import { sessionAttributionProcess } from './session-attribution.process.js';

const event = (id: string, type: string, data: JsonObject): RecordedEvent => ({
  id,
  type,
  data,
  schemaVersion: 1,
  stream: 's',
  revision: 0n,
  position: id.padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-15T12:00:00Z'),
  meta: {
    occurredAt: '2026-01-15T11:00:00.000Z',
    actor: { type: 'api_key', id: 'k', name: 'k' },
    correlationId: 'c',
    source: 'rest',
  },
});

describe('agents that are heard of after their session was attributed', () => {
  it('follow it, as it was told last', () => {
    const state = new StoredState();
    const react = (one: RecordedEvent) => sessionAttributionProcess.react(state, one);
    const agent = (id: string, data: JsonObject) =>
      event(id, 'AgentSpawned', { agentId: 'a', agentType: 't', ...data });
    expect(react(agent('1', { sessionId: 's-1' }))).toEqual([]);
    expect(react(event('2', 'SessionAttributed', { sessionId: 's-1', storyId: 'story-1' }))).toEqual([]);
    expect(react(agent('3', {}))).toEqual([]);
    expect(react(agent('4', { sessionId: 's-2' }))).toEqual([]);
    react(event('5', 'SessionAttributed', { sessionId: 's-1', storyId: 'story-1', team: null }));
    expect(react(agent('6', { sessionId: 's-1' }))).toEqual([
      {
        id: '6',
        topic: 'record',
        data: {
          type: 'SessionAgentAttributed',
          occurredAt: '2026-01-15T11:00:00.000Z',
          data: { agentId: 'a', sessionId: 's-1', storyId: 'story-1', team: null },
        },
      },
    ]);
    expect(sessionAttributionProcess.wakeAt()).toBeUndefined();
  });
});
