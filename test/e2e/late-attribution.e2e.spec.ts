import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestService, type TestService } from '../support/service.js';

const month = 'month=2025-06';
const occurredAt = '2025-06-11T12:00:00Z';

describe('what work was for', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  /** Two dollars each. */
  const call = (agentId: string, data: object = {}) => ({
    type: 'ModelCallRecorded',
    occurredAt,
    data: { agentId, model: 'o3', inputTokens: 1_000_000, outputTokens: 0, success: true, ...data },
  });
  const spawn = (agentId: string, data: object = {}) => ({
    type: 'AgentSpawned',
    occurredAt,
    data: { agentId, type: 'explorer', ...data },
  });
  const record = async (...items: object[]) => {
    const { body } = await service.post('/api/events', items);
    expect(body.results.filter(({ status }: { status: string }) => status !== 'accepted')).toEqual([]);
    return body.position as string;
  };
  const report = async (query: string, position: string) =>
    (await service.get(`/api/cost/report?${month}&minPosition=${position}&${query}`)).body;

  it('is a team, that reports and budgets are told apart by', async () => {
    const position = await record(
      spawn('t-1', { team: 'mobile' }),
      call('t-1'),
      call('t-2', { team: 'web' }),
      call('t-3', { team: 'web' }),
      call('t-4'),
    );
    const { groups, total } = await report('groupBy=team', position);
    expect(total).toBe('8.000000');
    expect(groups).toMatchObject([
      { keys: { team: 'web' }, cost: '4.000000', share: 0.5 },
      { keys: { team: null }, cost: '2.000000' },
      { keys: { team: 'mobile' }, cost: '2.000000' },
    ]);
    const scope = { kind: 'team', value: 'mobile' };
    const set = await service.request('PUT', '/api/cost/budgets', { body: { amount: '10', scope } });
    expect(set.body).toMatchObject({ name: 'monthly-team-mobile', scope });
    expect(await report('team=mobile', position)).toMatchObject({
      total: '2.000000',
      budget: { name: 'monthly-team-mobile', used: '2.000000' },
    });
    const { items } = (await service.get(`/api/agents?team=mobile&minPosition=${position}`)).body;
    expect(items).toMatchObject([{ id: 't-1', team: 'mobile' }]);
  });

  it('can be told of a whole session afterwards: the past moves along, for agents to come too', async () => {
    const sessionId = 'session 1/ü';
    const path = `/api/sessions/${encodeURIComponent(sessionId)}/attribution`;
    await record(spawn('s-1', { sessionId, epicId: 'epic-0' }), spawn('s-2', { sessionId }), spawn('s-9'));
    const calls = await record(...['s-1', 's-2', 's-3', 's-9'].map((agentId) => call(agentId, { team: 'payments' })));
    expect(await report('team=payments', calls)).toMatchObject({ total: '8.000000', byStory: [] });

    const told = await service.post(path, { storyId: 'story-1', epicId: 'epic-1' });
    expect([told.status, told.body]).toEqual([200, expect.objectContaining({ id: sessionId, agents: 2 })]);
    expect(await report('team=payments', told.body.position)).toMatchObject({
      byStory: [{ key: 'story-1', cost: '4.000000' }],
      byEpic: [{ key: 'epic-1', cost: '4.000000' }],
    });
    const again = await service.post(path, { storyId: 'story-1' });
    expect(again.body).toMatchObject({ duplicate: true, agents: 2 });

    // One that is heard of later follows.
    await record(spawn('s-3', { sessionId }));
    await expect
      .poll(async () => (await report('team=payments', calls)).byStory, { timeout: 60_000 })
      .toMatchObject([{ key: 'story-1', cost: '6.000000' }]);

    // What is told of an agent itself counts before that.
    await service.post('/api/agents/s-2/attribution', { storyId: 'story-2' });
    const moved = await service.post(path, { storyId: 'story-3', team: 'risk' });
    expect((await report('team=risk', moved.body.position)).byStory).toMatchObject([
      { key: 'story-3', cost: '4.000000', calls: 2 },
    ]);
    expect((await report('team=payments', moved.body.position)).byStory).toMatchObject([
      { key: 'story-2', cost: '2.000000' },
    ]);
    const { body: audit } = await service.get(
      `/api/audit?action=agent.session_attributed&minPosition=${moved.body.position}`,
    );
    expect(audit.total).toBe(2);
  });

  it('can be told of a session before the first call of an agent that is known by its calls only', async () => {
    const told = await service.post('/api/sessions/early/attribution', { storyId: 'story-e', team: 'early' });
    expect(told.body).toMatchObject({ agents: 0 });
    const other = await service.post('/api/sessions/other/attribution', { storyId: 'story-o' });
    expect(other.body).toMatchObject({ agents: 0 });
    // e-1 goes on in another session, which it is not of; e-3 says nothing of a session.
    const calls = await record(
      call('e-1', { sessionId: 'early' }),
      call('e-1', { sessionId: 'other' }),
      call('e-1'),
      call('e-2', { sessionId: 'early' }),
      call('e-3', { team: 'silent' }),
    );
    await expect
      .poll(async () => (await report('team=early', calls)).byStory, { timeout: 60_000 })
      .toMatchObject([{ key: 'story-e', cost: '8.000000', calls: 4 }]);
    const more = await record(call('e-2', { sessionId: 'early' }));
    expect((await report('team=early', more)).byStory).toMatchObject([{ key: 'story-e', calls: 5 }]);
    expect((await report('team=silent', more)).byStory).toEqual([]);
    expect((await report('story=story-o', more)).periods.every((one: { calls: number }) => one.calls === 0)).toBe(true);

    // It is told once, however often the agent calls.
    const { body: audit } = await service.get(`/api/audit?action=agent.attributed&minPosition=${more}&limit=200`);
    const resources = audit.items.map(({ resource }: { resource: string }) => resource);
    expect(resources.filter((resource: string) => resource.startsWith('agent:e-')).sort()).toEqual([
      'agent:e-1',
      'agent:e-2',
    ]);
  });

  it('can be told on the command line', async () => {
    const run = (...line: string[]) =>
      cli(line, { env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey } });
    await record(spawn('c-1', { sessionId: 'c', epicId: 'epic-c' }), call('c-1'));
    expect(await run('agents', 'attribute', 'c-1', '--story', 'story-c', '--no-epic', '--at', '2026-01-15')).toEqual({
      code: 0,
      out: 'told of c-1\n',
      err: '',
    });
    expect((await run('agents', 'attribute', 'c-1', '--story', 'story-c')).out).toBe('known already of c-1\n');
    await expect
      .poll(async () => (await service.get('/api/agents/c-1')).body, { timeout: 60_000 })
      .toMatchObject({ storyId: 'story-c', epicId: null });
    const line = ['sessions', 'attribute', 'c', '--team', 'platform', '--pr', '7'];
    expect((await run(...line)).out).toBe('told of c: 1 agent follows, and those to come\n');
    expect((await run(...line)).out).toBe('known already of c: 1 agent follows, and those to come\n');
    const json = await run('sessions', 'attribute', 'c', '--no-team', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ id: 'c', duplicate: false, agents: 1 });
    const nothing = await run('sessions', 'attribute', 'c');
    expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('--team')]);
    expect((await run('agents', 'list', '--team', 'mobile')).out).toMatch(/^t-1 /m);
    expect((await run('cost', 'report', '--month', '2025-06', '--team', 'mobile')).out).toContain('Total: $2.00');
    const set = await run('cost', 'budget', 'set', '--weekly', '5', '--scope', 'team:web');
    expect(set.out).toBe('set weekly-team-web: $5.00 weekly\n');
  });

  it('is refused where nothing is told, or nothing that can be', async () => {
    const path = '/api/sessions/s/attribution';
    expect((await service.post(path, {})).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await service.post(path, { prNumber: -1 })).body.errors[0].field).toBe('prNumber');
    expect((await service.post(path, { storyId: 's', colour: 'red' })).status).toBe(400);
    const key = await service.createKey('viewer');
    expect((await service.post(path, { storyId: 's' }, { key })).status).toBe(403);
    expect((await service.post(path, { storyId: 's' })).body).toMatchObject({ agents: 0, duplicate: false });
  });
});

describe('an agent whose first call comes while nobody has agents follow their sessions', () => {
  it('follows when somebody does again, once', async () => {
    const database = await createTestDatabase();
    try {
      const first = await startTestService({ database });
      await first.post('/api/sessions/early/attribution', { storyId: 'story-1' });
      await first.close();

      const without = await startTestService({ database, env: { ORCHESTRATE_ROLES: 'api,projections' } });
      const data = { model: 'o3', inputTokens: 1_000_000, outputTokens: 0, success: true };
      const call = { type: 'ModelCallRecorded', occurredAt, data: { ...data, agentId: 'a', sessionId: 'early' } };
      const { body } = await without.post('/api/events', [call, call]);
      const report = `/api/cost/report?${month}&minPosition=${body.position}`;
      expect((await without.get(report)).body).toMatchObject({ total: '4.000000', byStory: [] });
      await without.close();

      const again = await startTestService({ database });
      await expect
        .poll(async () => (await again.get(report)).body.byStory, { timeout: 60_000 })
        .toMatchObject([{ key: 'story-1', cost: '4.000000', calls: 2 }]);
      const told = (await again.runtime.log.readStreams(['agent-a'])).get('agent-a');
      expect(told).toMatchObject([{ type: 'AgentAttributed', data: { storyId: 'story-1', sessionId: 'early' } }]);
      await again.close();
    } finally {
      await database.drop();
    }
  });
});
