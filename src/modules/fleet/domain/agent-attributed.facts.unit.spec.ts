import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { agentAttributedKind } from './agent-attributed.facts.js';
import { agentSpawnedKind } from './agent-spawned.facts.js';

const agentId = 'a-1';

function agent() {
  const history = new FactHistory();
  history.report(agentSpawnedKind, { agentId, type: 'explorer', epicId: 'epic-1', prNumber: 7 }, at('10:00'));
  return (work: object, time = '12:00') => history.report(agentAttributedKind, { agentId, ...work }, at(time));
}
const told = (work: object) => [{ type: 'AgentAttributed', data: { agentId, ...work } }];

describe('what an agent worked on', () => {
  it('is told afterwards; what is not named stays as it is known', () => {
    const tell = agent();
    expect(tell({ storyId: 'story-1' })).toEqual(told({ epicId: 'epic-1', storyId: 'story-1', prNumber: 7 }));
    expect(tell({ prNumber: null })).toEqual(told({ epicId: 'epic-1', storyId: 'story-1', prNumber: null }));
  });

  it('may be for a team, of which nothing is settled while none is named', () => {
    const tell = agent();
    const work = { epicId: 'epic-1', storyId: null, prNumber: 7 };
    expect(tell({})).toStrictEqual(told(work));
    expect(tell({ team: 'mobile' })).toStrictEqual(told({ ...work, team: 'mobile' }));
    expect(tell({ storyId: null })).toEqual([]);
    expect(tell({ team: null })).toStrictEqual(told({ ...work, team: null }));
  });

  it('is recorded once, also where it confirms what was known', () => {
    const tell = agent();
    expect(tell({})).toEqual(told({ epicId: 'epic-1', storyId: null, prNumber: 7 }));
    expect(tell({ epicId: 'epic-1' }, '13:00')).toEqual([]);
  });
});
