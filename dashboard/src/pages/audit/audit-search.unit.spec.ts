import { describe, expect, it } from 'vitest';
import { auditSearchOf, exportAddress, suggestedActions, suggestedKinds } from './audit-search';

const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
const none = {
  text: undefined,
  actor: undefined,
  action: undefined,
  resource: undefined,
  outcome: [],
  demo: undefined,
};

describe('a search of the audit log', () => {
  it('asks for nothing that is not set', () => {
    expect(auditSearchOf(none, 'desc', range)).toEqual({ order: 'desc', ...range });
  });

  it('asks for what is set, several outcomes with commas', () => {
    const values = { ...none, action: 'agent.*', resource: 'config:*', outcome: ['failure', 'denied'], demo: 'false' };
    expect(auditSearchOf(values, 'asc', range)).toEqual({
      action: 'agent.*',
      resource: 'config:*',
      outcome: 'failure,denied',
      demo: 'false',
      order: 'asc',
      ...range,
    });
  });

  it('leaves out what the API would refuse', () => {
    const values = { ...none, action: 'Agent Spawned', resource: 'nothing', demo: 'perhaps' };
    expect(auditSearchOf(values, 'desc', range)).toEqual({ order: 'desc', ...range });
  });

  it('is exported by its own address', () => {
    const search = auditSearchOf({ ...none, text: 'a & b' }, 'desc', range);
    expect(exportAddress('csv', search)).toBe(
      '/api/audit/export?format=csv&text=a+%26+b&order=desc&from=2026-01-01T00%3A00%3A00Z&to=2026-01-02T00%3A00%3A00Z',
    );
  });

  it('suggests subjects before actions, and kinds once', () => {
    expect(suggestedActions(['agent.failed', 'agent.spawned'])).toEqual(['agent.*', 'agent.failed', 'agent.spawned']);
    expect(suggestedKinds(['config:b', 'agent:1', 'config:a'])).toEqual(['agent:*', 'config:*']);
  });
});
