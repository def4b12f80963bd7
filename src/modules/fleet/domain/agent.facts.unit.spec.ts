import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { type AgentState, agentStates } from '../../../events/agent.events.js';
import { isLegalAgentStep, isTerminalAgentState } from './agent-life.js';
import { agentSpawnedKind } from './agent-spawned.facts.js';
import { agentStateChangedKind } from './agent-state-changed.facts.js';

const spawn = { agentId: 'a-1', type: 'story_developer', model: 'sonnet', epicId: '7A', task: 'build it' };

function agent() {
  const history = new FactHistory();
  return {
    spawn: (more: object = {}, time = '10:00') => history.report(agentSpawnedKind, { ...spawn, ...more }, at(time)),
    become: (to: AgentState, time: string, more: object = {}) =>
      history.report(agentStateChangedKind, { agentId: 'a-1', to, ...more }, at(time)),
  };
}

describe('given no agent', () => {
  it('records its spawn with the type in kebab-case', () => {
    expect(agent().spawn()).toEqual([
      {
        type: 'AgentSpawned',
        data: { agentId: 'a-1', agentType: 'story-developer', model: 'sonnet', epicId: '7A', task: 'build it' },
      },
    ]);
  });

  it.each([
    ['story-developer', 'story-developer'],
    ['Code_Reviewer', 'code-reviewer'],
    ['deployer', 'deployer'],
    ['my-plugin:agent', 'my-plugin:agent'],
  ])('keeps the type %s as %s', (type, stored) => {
    expect(agent().spawn({ type })[0]!.data.agentType).toBe(stored);
  });

  it('keeps the trace that its spawn and its states are reported with, each its own', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const one = agent();
    expect(one.spawn({ traceparent })[0]!.data).toMatchObject({ traceparent });
    expect(one.become('running', '10:01', { traceparent })[0]!.data).toMatchObject({ traceparent });
    expect(one.become('completed', '10:02')[0]!.data).not.toHaveProperty('traceparent');
    expect(() => agent().spawn({ traceparent: '4bf92f3577b34da6a3ce929d0e0e4736' })).toThrow(/W3C traceparent/);
  });

  it('records a state all the same, flagged, of an unknown type', () => {
    expect(agent().become('running', '10:01')).toEqual([
      {
        type: 'AgentStateChanged',
        data: { agentId: 'a-1', agentType: 'unknown', to: 'running', flags: ['before_spawn'] },
      },
    ]);
  });

  it('keeps the state reported before the spawn, whatever the time of the spawn', () => {
    const one = agent();
    one.become('running', '10:01');
    expect(one.spawn({}, '10:02')[0]!.data).toMatchObject({ state: 'running', flags: ['late'] });
    const [changed] = one.become('completed', '10:05');
    expect(changed!.data).toMatchObject({ agentType: 'story-developer', from: 'running', executionSeconds: 240 });
    expect(changed!.data).not.toHaveProperty('flags');
  });
});

describe('given a spawned agent', () => {
  it('changes nothing when it is spawned again with the same content, in either spelling', () => {
    const one = agent();
    one.spawn();
    expect(one.spawn({ type: 'story-developer' }, '11:00')).toEqual([]);
  });

  it('refuses other content under the same id and names both', () => {
    const one = agent();
    one.spawn();
    expect(() => one.spawn({ model: 'opus', storyId: '7A.1' })).toThrow(
      expect.objectContaining({
        code: 'AGENT_EXISTS',
        fault: 'conflict',
        message: expect.stringMatching(/a-1.*model is "sonnet", sent was "opus"; storyId is not set, sent was "7A\.1"/),
        details: expect.objectContaining({ differing: ['model', 'storyId'] }),
      }),
    );
  });

  it('is never late with its first step, whatever the two clocks say', () => {
    const one = agent();
    one.spawn({}, '10:00');
    expect(one.become('initializing', '09:59')[0]!.data).not.toHaveProperty('flags');
  });

  it('measures its execution from the first running to the end', () => {
    const one = agent();
    one.spawn();
    one.become('initializing', '10:01');
    one.become('running', '10:02');
    one.become('waiting_for_input', '10:03');
    one.become('running', '10:04');
    expect(one.become('failed', '10:12', { error: 'stuck', reason: 'max_turns' })[0]!.data).toEqual({
      agentId: 'a-1',
      agentType: 'story-developer',
      model: 'sonnet',
      epicId: '7A',
      from: 'running',
      to: 'failed',
      error: 'stuck',
      reason: 'max_turns',
      executionSeconds: 600,
    });
  });

  it('records the same state once', () => {
    const one = agent();
    one.spawn();
    one.become('initializing', '10:01');
    expect(one.become('initializing', '10:02')).toEqual([]);
    expect(one.become('created', '10:00')).toHaveLength(1);
  });

  it('flags a step that happened before the last one, and keeps the current state', () => {
    const one = agent();
    one.spawn();
    one.become('initializing', '10:01');
    one.become('completed', '10:10');
    expect(one.become('running', '10:02')[0]!.data).toMatchObject({ from: 'initializing', flags: ['late'] });
    expect(one.become('completed', '10:20')).toEqual([]);
  });

  it('changes nothing when its whole history is sent again', () => {
    const one = agent();
    const send = () => [
      ...one.spawn(),
      ...one.become('initializing', '10:01'),
      ...one.become('running', '10:02'),
      ...one.become('paused', '10:03'),
      ...one.become('running', '10:03'),
      ...one.become('completed', '10:05'),
    ];
    expect(send()).toHaveLength(6);
    expect(send()).toEqual([]);
  });
});

describe('the life cycle', () => {
  const legal = [
    'created→initializing',
    'created→terminated',
    'initializing→running',
    'initializing→failed',
    'initializing→terminated',
    ...['waiting_for_input', 'waiting_for_external', 'paused', 'completed', 'failed', 'terminated'].map(
      (to) => `running→${to}`,
    ),
    ...['waiting_for_input', 'waiting_for_external'].flatMap((from) =>
      ['running', 'paused', 'failed', 'terminated'].map((to) => `${from}→${to}`),
    ),
    'paused→running',
    'paused→terminated',
  ];
  const steps = agentStates.flatMap((from) => agentStates.filter((to) => to !== from).map((to) => [from, to] as const));

  it.each(steps)('judges %s → %s', (from, to) => {
    expect(isLegalAgentStep(from, to)).toBe(legal.includes(`${from}→${to}`));
  });

  it('ends in completed, failed and terminated', () => {
    expect(agentStates.filter(isTerminalAgentState)).toEqual(['completed', 'failed', 'terminated']);
  });

  it('records an illegal step with a flag, and goes on from there', () => {
    const one = agent();
    one.spawn();
    expect(one.become('completed', '10:01')[0]!.data).toMatchObject({ from: 'created', flags: ['illegal_transition'] });
    expect(one.become('running', '10:02')[0]!.data).toMatchObject({ from: 'completed', flags: ['illegal_transition'] });
  });
});
