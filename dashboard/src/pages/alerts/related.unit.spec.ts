import { describe, expect, it } from 'vitest';
import { relatedLinks } from './related';

const around = { from: '2026-01-15T10:00:00Z', to: '2026-01-15T11:00:00Z' };

describe('where to look further', () => {
  it('is at the agents and traces of the type that it is about, in that time', () => {
    const links = relatedLinks({ type: 'story-developer' }, around);
    expect(links.map(({ to, search }) => [to, search])).toEqual([
      ['/agents', { ...around, type: 'story-developer', state: 'failed' }],
      ['/agents', { ...around, type: 'story-developer' }],
      ['/traces', { ...around, agentType: 'story-developer', status: 'error' }],
      ['/audit', around],
    ]);
  });

  it('is at the one agent or trace that it names', () => {
    const links = relatedLinks({ agent_id: 'a1', trace_id: 't1' }, around);
    expect(links.slice(0, 2).map(({ to, id }) => [to, id])).toEqual([
      ['/agents/$id', 'a1'],
      ['/traces/$id', 't1'],
    ]);
  });

  it('is at what failed where it names nothing', () => {
    expect(relatedLinks({ severity: 'info' }, around).map(({ to }) => to)).toEqual(['/agents', '/traces', '/audit']);
  });
});
