import { describe, expect, it } from 'vitest';
import { foundAgent, foundAlert, having } from './found-things';

describe('what the palette finds', () => {
  it('is named by what one knows of it', () => {
    const agent = { id: 'a-1', type: 'bug-fixer', state: 'waiting_for_input', task: 'Mend it', error: null };
    expect(foundAgent(agent as never)).toMatchObject({
      label: 'bug-fixer: Mend it',
      description: 'Waiting for input · a-1',
      params: { id: 'a-1' },
    });
    expect(foundAgent({ ...agent, task: null } as never).label).toBe('bug-fixer: a-1');
    const alert = { id: 'x', ruleName: 'lag', status: 'active', labels: { alertname: 'lag', projection: 'agents' } };
    expect(foundAlert(alert as never)).toMatchObject({ label: 'lag', description: 'Active · projection=agents' });
  });

  it('has all of the words, in any order', () => {
    const names = ['epic-planner', 'planner', 'bug-fixer'];
    expect(having('PLAN epic', names, (name) => name)).toEqual(['epic-planner']);
    expect(having(' ', names, (name) => name)).toEqual(names);
  });
});
