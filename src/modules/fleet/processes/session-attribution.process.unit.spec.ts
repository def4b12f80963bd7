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
  const begin = () => {
    const state = new StoredState();
    return (one: RecordedEvent) => sessionAttributionProcess.react(state, one);
  };
  const agent = (id: string, data: JsonObject, type = 'AgentSpawned') =>
    event(id, type, { agentId: 'a', agentType: 't', ...data });
  const told = (id: string, data: JsonObject = {}) =>
    event(id, 'SessionAttributed', { sessionId: 's-1', storyId: 'story-1', ...data });
  const toldOf = (id: string, data: JsonObject = {}) => ({
    id,
    topic: 'record',
    data: {
      type: 'SessionAgentAttributed',
      occurredAt: '2026-01-15T11:00:00.000Z',
      data: { agentId: 'a', sessionId: 's-1', storyId: 'story-1', ...data },
    },
  });

  it('follow it, as it was told last', () => {
    const react = begin();
    expect(react(agent('1', { sessionId: 's-1' }))).toEqual([]);
    expect(react(told('2'))).toEqual([]);
    expect(react(agent('3', {}))).toEqual([]);
    expect(react(agent('4', { sessionId: 's-2' }))).toEqual([]);
    react(told('5', { team: null }));
    expect(react(agent('6', { sessionId: 's-1' }))).toEqual([toldOf('6', { team: null })]);
    expect(sessionAttributionProcess.wakeAt()).toBeUndefined();
  });

  it.each(['ModelCallRecorded', 'ToolCallRecorded', 'ToolDecisionRecorded', 'AgentErrorRecorded', 'AgentObserved'])(
    'follow it by their first %s alone, once each time that it is told of',
    (type) => {
      const react = begin();
      const call = (id: string, data: JsonObject = {}) => react(agent(id, { sessionId: 's-1', ...data }, type));
      expect(sessionAttributionProcess.types).toContain(type);
      expect(call('1')).toEqual([]);
      react(told('2'));
      expect(call('3')).toEqual([toldOf('3')]);
      expect(call('4')).toEqual([]);
      expect(call('5', { agentId: 'b' })).toEqual([toldOf('5', { agentId: 'b' })]);
      expect(react(agent('6', {}, type))).toEqual([]);
      // Calls of several sessions by turns ask for no more than one each.
      react(told('7', { sessionId: 's-2' }));
      expect(call('8', { sessionId: 's-2' })).toEqual([toldOf('8', { sessionId: 's-2' })]);
      expect([...call('9'), ...call('10', { sessionId: 's-2' })]).toEqual([]);
      react(told('11', { storyId: 'story-2' }));
      expect(call('12')).toEqual([toldOf('12', { storyId: 'story-2' })]);
      expect(call('13')).toEqual([]);
    },
  );

  it('are not listened to before anything was told of a session', () => {
    const state = new StoredState();
    expect(sessionAttributionProcess.reads(state)).toEqual(['SessionAttributed']);
    sessionAttributionProcess.react(state, told('1'));
    expect(sessionAttributionProcess.reads(state)).toBe(sessionAttributionProcess.types);
  });

  it('follow one that a former version remembers', () => {
    const state = new StoredState();
    state.set('session', 's-1', { work: { storyId: 'story-1' }, occurredAt: '2026-01-15T11:00:00.000Z' });
    const call = (id: string) =>
      sessionAttributionProcess.react(state, agent(id, { sessionId: 's-1' }, 'ModelCallRecorded'));
    expect(call('1')).toEqual([toldOf('1')]);
    expect(call('2')).toEqual([]);
  });
});
