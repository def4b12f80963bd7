import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { agentAttributedKind, sessionAgentKind } from './agent-attributed.facts.js';
import { agentSpawnedKind } from './agent-spawned.facts.js';
import { sessionAttributedKind } from './session-attributed.facts.js';

describe('what a session worked on', () => {
  it('is told afterwards, piece by piece, and recorded once', () => {
    const history = new FactHistory();
    const tell = (work: object, time: string) =>
      history.report(sessionAttributedKind, { sessionId: 's-1', ...work }, at(time));
    const told = (work: object) => [{ type: 'SessionAttributed', data: { sessionId: 's-1', ...work } }];
    expect(tell({ storyId: 'story-1' }, '10:00')).toStrictEqual(told({ storyId: 'story-1' }));
    expect(tell({ storyId: 'story-1' }, '11:00')).toEqual([]);
    expect(tell({ team: 'web' }, '12:00')).toStrictEqual(told({ storyId: 'story-1', team: 'web' }));
    expect(tell({ storyId: null }, '13:00')).toStrictEqual(told({ storyId: null, team: 'web' }));
  });
});

describe('an agent of a session that was attributed', () => {
  const agentId = 'a-1';
  const sessionId = 's-1';
  function agent() {
    const history = new FactHistory();
    history.report(agentSpawnedKind, { agentId, type: 'explorer', epicId: 'epic-1', sessionId }, at('10:00'));
    return {
      ofSession: (work: object) => history.report(sessionAgentKind, { agentId, sessionId, ...work }, at('12:00')),
      itself: (work: object) => history.report(agentAttributedKind, { agentId, ...work }, at('11:00')),
    };
  }

  it('follows it; of what is not named nothing is settled', () => {
    const { ofSession } = agent();
    const data = { agentId, storyId: 'story-1', sessionId };
    expect(ofSession({ storyId: 'story-1' })).toStrictEqual([{ type: 'AgentAttributed', data }]);
    expect(ofSession({ storyId: 'story-1' })).toEqual([]);
    expect(ofSession({ team: 'web' })).toStrictEqual([{ type: 'AgentAttributed', data: { ...data, team: 'web' } }]);
  });

  it('is what is told of it itself, before or after', () => {
    const { ofSession, itself } = agent();
    ofSession({ storyId: 'story-1' });
    const data = { agentId, storyId: 'story-2' };
    expect(itself({ storyId: 'story-2' })).toStrictEqual([{ type: 'AgentAttributed', data }]);
    expect(ofSession({ storyId: 'story-3' })).toEqual([]);
  });
});
