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
  it('is told afterwards; of what nobody names nothing is settled', () => {
    const tell = agent();
    expect(tell({ storyId: 'story-1' })).toStrictEqual(told({ storyId: 'story-1' }));
    expect(tell({ prNumber: null })).toStrictEqual(told({ storyId: 'story-1', prNumber: null }));
    expect(tell({ team: 'mobile' })).toStrictEqual(told({ storyId: 'story-1', prNumber: null, team: 'mobile' }));
  });

  it('may be told of one that is known by its calls only', () => {
    const history = new FactHistory();
    const tell = (work: object) => history.report(agentAttributedKind, { agentId, ...work }, at('12:00'));
    expect(tell({ storyId: 'story-1' })).toStrictEqual(told({ storyId: 'story-1' }));
  });

  it('is recorded once, also where it confirms what was known', () => {
    const tell = agent();
    expect(tell({})).toEqual([]);
    expect(tell({ epicId: 'epic-1' })).toEqual(told({ epicId: 'epic-1' }));
    expect(tell({ epicId: 'epic-1' }, '13:00')).toEqual([]);
    expect(tell({}, '13:00')).toEqual([]);
  });
});
