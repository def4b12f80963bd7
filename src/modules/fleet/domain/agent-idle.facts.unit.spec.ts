import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { agentIdleKind } from './agent-idle.facts.js';
import { agentObservedKind } from './agent-observed.facts.js';
import { agentSpawnedKind } from './agent-spawned.facts.js';
import { agentStateChangedKind } from './agent-state-changed.facts.js';

function agent() {
  const history = new FactHistory();
  const agentId = 's-1';
  return {
    seen: (time: string) =>
      history.report(agentObservedKind, { agentId, agentType: 'claude-code', model: 'sonnet', epicId: 'E1' }, at(time)),
    spawn: (time: string) => history.report(agentSpawnedKind, { agentId, type: 'story-developer' }, at(time)),
    become: (to: string, time: string) => history.report(agentStateChangedKind, { agentId, to }, at(time)),
    idle: (time: string) => history.report(agentIdleKind, { agentId, reason: 'idle' }, at(time)),
  };
}

describe('an agent that is heard of no more', () => {
  it('is over since it was last seen, once, and neither with success nor without', () => {
    const one = agent();
    one.seen('10:00');
    const data = {
      agentId: 's-1',
      agentType: 'claude-code',
      model: 'sonnet',
      epicId: 'E1',
      from: 'running',
      to: 'terminated',
      reason: 'idle',
      presumed: true,
      executionSeconds: 300,
    };
    expect(one.idle('10:05')).toEqual([{ type: 'AgentStateChanged', data }]);
    expect(one.idle('10:05')).toEqual([]);
  });

  it('runs again when it is seen again, and can be over again', () => {
    const one = agent();
    one.seen('10:00');
    one.idle('10:05');
    expect(one.seen('10:05')).toEqual([]);
    expect(one.seen('10:04')).toEqual([]);
    expect(one.seen('11:00')).toMatchObject([
      {
        type: 'AgentStateChanged',
        data: { from: 'terminated', to: 'running', presumed: true, agentType: 'claude-code' },
      },
    ]);
    expect(one.seen('11:01')).toEqual([]);
    // What was seen before it ran again ends nothing.
    expect(one.idle('10:05')).toEqual([]);
    expect(one.idle('11:02')).toMatchObject([{ data: { to: 'terminated', executionSeconds: 3_720 } }]);
  });

  it('that began earlier than was known began earlier, and is over all the same', () => {
    const one = agent();
    one.seen('10:00');
    one.idle('10:05');
    expect(one.seen('09:00')).toMatchObject([{ type: 'AgentObserved', data: { state: 'terminated' } }]);
  });

  it('of whose life somebody tells stays as it was told', () => {
    const spawned = agent();
    spawned.spawn('10:00');
    spawned.seen('10:01');
    const told = agent();
    told.seen('10:00');
    told.become('waiting_for_input', '10:01');
    told.become('running', '10:02');
    const over = agent();
    over.seen('10:00');
    over.become('completed', '10:01');
    for (const one of [spawned, told, over, agent()]) expect(one.idle('10:30')).toEqual([]);
    expect(over.seen('11:00')).toEqual([]);
  });

  it('that is presumed over can still be told to have ended', () => {
    const one = agent();
    one.seen('10:00');
    one.idle('10:05');
    const [told] = one.become('completed', '10:06');
    expect(told?.data).toMatchObject({ from: 'terminated', to: 'completed' });
    expect(told?.data).not.toHaveProperty('flags');
    expect(one.seen('11:00')).toEqual([]);
  });
});
