import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RefusalRecorder } from '../../src/modules/identity/refusal-recorder.service.js';
import { startTestService, type TestService } from '../support/service.js';

interface Entry {
  readonly id: string;
  readonly timestamp: string;
  readonly actor: string;
  readonly action: string;
  readonly resource: string;
}

describe('the audit log, over the API', () => {
  let service: TestService;
  let viewer: string;
  let reporter: string;
  let position: string;

  const report = async (...items: readonly (readonly [type: string, at: string, data: object])[]) => {
    const batch = items.map(([type, at, data]) => ({ type, occurredAt: `2026-01-15T${at}Z`, data }));
    const { status, body } = await service.post('/api/events', batch, { headers: { 'user-agent': 'fleet/1.2' } });
    expect([status, body.results.filter((one: { status: string }) => one.status !== 'accepted')]).toEqual([200, []]);
  };
  const read = async (path: string) => {
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
    expect([path, status, body.code]).toEqual([path, 200, undefined]);
    return body;
  };
  const search = async (filter: Readonly<Record<string, string>>) => {
    const { items, total } = await read(`/api/audit?${new URLSearchParams(filter)}`);
    return { total, found: items.map(({ action, resource }: Entry) => `${action} ${resource}`) };
  };

  beforeAll(async () => {
    service = await startTestService();
    viewer = await service.createKey('viewer');
    reporter = await service.createKey('reporter');
    await report(
      ['AgentSpawned', '10:00:00', { agentId: 'a1', type: 'story-developer', task: '50% of the ÄRGER_list' }],
      ['AgentSpawned', '10:00:00', { agentId: 'a2', type: 'story-developer' }],
      ['AgentStateChanged', '10:01:00', { agentId: 'a1', to: 'failed', error: 'out of patience' }],
      ['ConfigurationChanged', '11:00:00', { key: 'max.agents', value: 7 }],
      ['ConfigurationChanged', '11:30:00', { key: 'max_agents', value: 8 }],
    );
    const refused = [
      await service.post('/api/session', { key: 'not-a-key' }, { key: null }),
      await service.get('/api/agents', { key: null }),
      await service.get('/api/agents', { key: reporter }),
    ];
    if (refused.some(({ status }) => status !== 401 && status !== 403)) throw new Error('an attempt was not refused');
    await service.app.get(RefusalRecorder).flush();
    ({ position } = (await service.post('/api/keys', { name: 'the last', role: 'viewer' })).body);
  });
  afterAll(() => service.close());

  it('tells who did what to what, from where, and how it ended', async () => {
    const { items, total } = await read('/api/audit?action=agent.spawned&resource=agent:a1');
    expect(total).toBe(1);
    expect(items[0]).toEqual({
      id: expect.any(String),
      timestamp: '2026-01-15T10:00:00.000Z',
      recordedAt: expect.stringMatching(/Z$/),
      actor: expect.any(String),
      actorId: expect.any(String),
      actorType: 'api_key',
      action: 'agent.spawned',
      resource: 'agent:a1',
      details: expect.objectContaining({ agentId: 'a1', agentType: 'story-developer', eventType: 'AgentSpawned' }),
      ipAddress: '127.0.0.1',
      userAgent: 'fleet/1.2',
      outcome: 'success',
      demo: false,
      position: expect.any(String),
    });
    expect(await read(`/api/audit/${items[0].id}`)).toEqual(items[0]);
    const { status, body } = await service.get('/api/audit/none');
    expect([status, body.code]).toEqual([404, 'AUDIT_ENTRY_UNKNOWN']);
  });

  it('has the refused attempts, and never a secret', async () => {
    expect(await search({ outcome: 'denied' })).toEqual({
      total: 3,
      found: [
        'access.refused route:GET /api/agents',
        'access.refused route:GET /api/agents',
        'user.login_failed user:unknown',
      ],
    });
    const { items } = await read('/api/audit?limit=500');
    expect(JSON.stringify(items)).not.toMatch(/[0-9a-f]{64}|not-a-key/);
    const refused = items.find((entry: Entry) => entry.actor === 'test reporter');
    expect(refused).toMatchObject({
      action: 'access.refused',
      details: { reason: expect.any(String), role: 'reporter' },
    });
  });

  it.each([
    [{ action: 'agent.*' }, ['agent.failed agent:a1', 'agent.spawned agent:a2', 'agent.spawned agent:a1']],
    [{ action: 'agent.f*' }, ['agent.failed agent:a1']],
    [{ action: 'agent' }, []],
    [{ resource: 'config:max.agents' }, ['config.changed config:max.agents']],
    [{ resource: 'config:max_agents' }, ['config.changed config:max_agents']],
    [{ resource: 'config:*' }, ['config.changed config:max_agents', 'config.changed config:max.agents']],
    [{ resource: 'config:max*' }, []],
    [{ resource: 'route:GET /api/agents', actor: 'test reporter' }, ['access.refused route:GET /api/agents']],
    [{ outcome: 'failure' }, ['agent.failed agent:a1']],
    [{ outcome: 'failure,denied', action: 'a*', actor: 'nobody' }, []],
    [
      { from: '2026-01-15T10:00:00Z', to: '2026-01-15T10:01:00Z' },
      ['agent.spawned agent:a2', 'agent.spawned agent:a1'],
    ],
    [
      { from: '2026-01-15T11:00:00+00:00', to: '2026-01-15T12:00:00Z', order: 'asc' },
      ['config.changed config:max.agents', 'config.changed config:max_agents'],
    ],
    [{ text: '50% of the ärger_LIST' }, ['agent.spawned agent:a1']],
    [{ text: '50_' }, []],
    [{ text: 'Out of Patience' }, ['agent.failed agent:a1']],
    [{ text: 'AGENT:A2' }, ['agent.spawned agent:a2']],
    [{ text: 'the last' }, [expect.stringMatching(/^apikey\.created apikey:./)]],
    [{ text: 'spawned', demo: 'true' }, []],
  ])('finds by %j', async (filter, found) => {
    expect(await search(filter)).toEqual({ total: found.length, found });
  });

  it('finds what a key did by its name and by its id', async () => {
    const { items } = await read('/api/audit?action=access.refused&actor=test%20reporter');
    expect(items).toHaveLength(1);
    expect((await search({ actor: items[0].actorId, outcome: 'denied' })).total).toBe(1);
  });

  it('is read page by page, the newest first, with the true total', async () => {
    const whole: Entry[] = (await read('/api/audit?limit=500')).items;
    const paged: Entry[] = [];
    const totals = new Set<number>();
    let cursor = '';
    do {
      const page = await read(`/api/audit?limit=3${cursor}`);
      paged.push(...page.items);
      totals.add(page.total);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(paged).toEqual(whole);
    expect([...totals]).toEqual([whole.length]);
    const order = whole.map(({ timestamp, id }) => `${timestamp} ${id}`);
    expect(order).toEqual([...order].sort().reverse());
    // Three keys, five reports, three refusals.
    expect(whole.length).toBeGreaterThanOrEqual(11);
  });

  it.each(['resource=agents', 'resource=agent:', 'action=agent.*.x', 'outcome=bad', 'limit=0', 'actors=x', 'cursor=x'])(
    'refuses the search %s',
    async (query) => {
      expect((await service.get(`/api/audit?${query}`)).status).toBe(400);
    },
  );

  it('is for viewers and above, not for reporters', async () => {
    expect((await service.get('/api/audit', { key: viewer })).status).toBe(200);
    expect((await service.get('/api/audit', { key: reporter })).status).toBe(403);
    expect((await service.get('/api/audit/1', { key: reporter })).status).toBe(403);
  });
});
