import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { agentObservedKind } from './agent-observed.facts.js';
import { agentSpawnedKind } from './agent-spawned.facts.js';
import { agentStateChangedKind } from './agent-state-changed.facts.js';

const seen = { agentId: 's-1', agentType: 'claude-code', sessionId: 's-1' };

function agent() {
  const history = new FactHistory();
  return {
    seen: (time: string, more: object = {}) => history.report(agentObservedKind, { ...seen, ...more }, at(time)),
    spawn: (time: string, more: object = {}) =>
      history.report(agentSpawnedKind, { agentId: 's-1', type: 'story-developer', ...more }, at(time)),
    become: (to: string, time: string) => history.report(agentStateChangedKind, { agentId: 's-1', to }, at(time)),
  };
}

describe('an agent seen at work', () => {
  it('is recorded the first time, and again only when an earlier moment or something new is told', () => {
    const one = agent();
    expect(one.seen('10:05')).toEqual([{ type: 'AgentObserved', data: seen }]);
    expect(one.seen('10:06')).toEqual([]);
    expect(one.seen('10:05')).toEqual([]);
    expect(one.seen('10:04')[0]!.data).toEqual({ ...seen, state: 'running' });
    expect(one.seen('10:07', { model: 'sonnet' })[0]!.data).toEqual({ ...seen, model: 'sonnet', state: 'running' });
    expect(one.seen('10:08', { model: 'opus' })).toEqual([]);
    expect(one.seen('10:06', { model: 'opus' })[0]!.data).toMatchObject({ model: 'opus' });
  });

  it('tells what it was taken to be when an earlier moment knows another type', () => {
    const one = agent();
    one.seen('10:05');
    expect(one.seen('10:04', { agentType: 'reviewer' })[0]!.data).toMatchObject({
      agentType: 'reviewer',
      state: 'running',
      typeBefore: 'claude-code',
    });
  });

  it('is what its fleet says: a spawn names the type that it was taken to be, and observations no longer change it', () => {
    const one = agent();
    one.seen('10:05');
    expect(one.spawn('10:04')[0]!.data).toMatchObject({ state: 'running', typeBefore: 'claude-code', flags: ['late'] });
    expect(one.seen('10:06')).toEqual([]);
    // Of an earlier moment it tells the session, which the fleet did not; not when it began.
    expect(one.seen('10:00')[0]!.data).not.toHaveProperty('typeBefore');
    expect(one.become('completed', '10:15')[0]!.data).toMatchObject({
      agentType: 'story-developer',
      from: 'running',
      executionSeconds: 600,
    });
  });

  it('that its fleet has spawned keeps its state, and tells only what the fleet did not', () => {
    const one = agent();
    one.spawn('10:00', { model: 'opus' });
    expect(one.seen('10:05', { model: 'haiku' })[0]!.data).toMatchObject({ state: 'created' });
    expect(one.seen('10:06', { model: 'haiku' })).toEqual([]);
    expect(one.become('initializing', '10:07')[0]!.data).toMatchObject({ from: 'created' });
  });

  it('that was known by a state alone is no longer of an unknown type', () => {
    const one = agent();
    one.become('running', '10:01');
    expect(one.seen('10:02')[0]!.data).toMatchObject({ state: 'running', typeBefore: 'unknown' });
    expect(one.become('completed', '10:05')[0]!.data).toMatchObject({
      agentType: 'claude-code',
      executionSeconds: 240,
    });
  });
});
