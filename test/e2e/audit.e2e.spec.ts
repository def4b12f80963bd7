import { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditRetentionStream } from '../../src/modules/audit/domain/audit-retention.decider.js';
import { ApplyAuditRetention } from '../../src/modules/audit/features/apply-audit-retention/apply-audit-retention.command.js';
import { RefusalRecorder } from '../../src/modules/identity/refusal-recorder.service.js';
import { dumpReadModels } from '../support/read-model-dump.js';
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

  describe('as a file', () => {
    const file = async (query: string) => {
      const answer = await service.get(`/api/audit/export?${query}&minPosition=${position}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return answer;
    };

    it('has all that a search finds, in each format', async () => {
      const query = 'action=agent.*&order=asc';
      const { items } = await read(`/api/audit?${query}`);
      expect(items).toHaveLength(3);

      const json = await file(`format=json&${query}`);
      expect(json.headers.get('content-disposition')).toBe('attachment; filename="audit.json"');
      expect(json.body).toEqual(items);

      const lines = await file(`format=ndjson&${query}`);
      expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
      expect(lines.body).toBe(items.map((item: Entry) => `${JSON.stringify(item)}\n`).join(''));

      const csv = await file(query);
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const [head, ...rows] = csv.body.split('\r\n');
      expect(head).toBe(
        'position,timestamp,recorded_at,actor,actor_id,actor_type,action,resource,outcome,ip_address,user_agent,demo,details',
      );
      expect(rows.at(-1)).toBe('');
      const at = items.map(({ id, timestamp }: Entry) => `${id},${timestamp}`);
      expect(rows.slice(0, -1).map((row: string) => row.split(',').slice(0, 2).join(','))).toEqual(at);
      expect(rows[0]).toContain(',agent.spawned,agent:a1,success,');
    });

    it('goes on over pages, and is whole', async () => {
      const batch = Array.from({ length: 1_200 }, (_, n) => ({
        type: 'ConfigurationChanged',
        occurredAt: '2026-02-01T00:00:00Z',
        data: { key: `many.${n}`, value: n },
      }));
      for (let at = 0; at < batch.length; at += 400) {
        const { body } = await service.post('/api/events', batch.slice(at, at + 400));
        position = body.position;
      }
      const { body } = await file('format=json&from=2026-02-01T00:00:00Z&to=2026-02-02T00:00:00Z');
      expect(new Set(body.map(({ resource }: Entry) => resource)).size).toBe(1_200);
      expect(body).toHaveLength(1_200);
    });

    it('of nothing is a file without entries', async () => {
      const none = 'actor=nobody';
      expect((await file(`format=json&${none}`)).body).toEqual([]);
      expect((await file(`format=ndjson&${none}`)).body).toBe('');
      expect((await file(`format=csv&${none}`)).body).toMatch(/^position,[^\r\n]*\r\n$/);
    });

    it('is not sent where only its head is asked for', async () => {
      const { status, body } = await service.request('HEAD', '/api/audit/export?format=ndjson');
      expect([status, body]).toEqual([200, '']);
    });

    it.each(['format=xml', 'limit=5', 'cursor=x', 'outcome=bad'])('is refused with %s', async (query) => {
      expect((await service.get(`/api/audit/export?${query}`)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('is for viewers and above', async () => {
      expect((await service.get('/api/audit/export', { key: viewer })).status).toBe(200);
      expect((await service.get('/api/audit/export', { key: reporter })).status).toBe(403);
    });
  });

  it.each(['resource=agents', 'resource=agent:', 'action=agent.*.x', 'outcome=bad', 'limit=0', 'actors=x', 'cursor=x'])(
    'refuses the search %s',
    async (query) => {
      expect((await service.get(`/api/audit?${query}`)).status).toBe(400);
    },
  );

  it('has actions that can be asked for', async () => {
    const { items } = (await service.get('/api/audit/actions')).body;
    expect(items).toEqual([...items].sort());
    expect(items).toEqual(expect.arrayContaining(['agent.spawned', 'access.refused', 'config.changed']));
    expect((await service.get('/api/audit/actions', { key: reporter })).status).toBe(403);
  });

  it('is for viewers and above, not for reporters', async () => {
    expect((await service.get('/api/audit', { key: viewer })).status).toBe(200);
    expect((await service.get('/api/audit', { key: reporter })).status).toBe(403);
    expect((await service.get('/api/audit/1', { key: reporter })).status).toBe(403);
  });
});

describe('the retention of the audit log', () => {
  let service: TestService;

  /** A service whose log has, beside entries of today, some that were recorded ten days ago. */
  async function startWithOldEntries(roles: string): Promise<TestService> {
    const started = await startTestService({ env: { ORCHESTRATE_ROLES: roles } });
    const occurredAt = '2026-01-15T10:00:00Z';
    const { status } = await started.post('/api/events', [
      { type: 'AgentSpawned', occurredAt, data: { agentId: 'old', type: 'story-developer' } },
      { type: 'ConfigurationChanged', occurredAt, data: { key: 'old', value: 1 } },
      { type: 'AgentSpawned', occurredAt, data: { agentId: 'new', type: 'story-developer' } },
    ]);
    if (status !== 200) throw new Error('nothing was reported');
    const client = await started.database.pool.connect();
    try {
      await client.query('begin; set local session_replication_role = replica');
      await client.query(
        `update eventlog.events e set recorded_at = recorded_at - interval '10 days'
         from eventlog.streams s where s.id = e.stream_id and s.name in ('agent-old', 'configuration-old')`,
      );
      await client.query('commit');
    } finally {
      client.release();
    }
    await rebuilt(started);
    return started;
  }

  async function rebuilt({ runtime: { engine } }: TestService) {
    await engine.startRebuild(['audit-log']);
    await engine.awaitRebuild(['audit-log'], AbortSignal.timeout(30_000));
  }

  /** The removals on record, once there are so many. */
  async function removals(count: number) {
    const found = [];
    const types = ['AuditRetentionApplied'];
    for await (const item of service.runtime.log.subscribe({
      filter: { types },
      signal: AbortSignal.timeout(60_000),
    })) {
      if (item.kind === 'events') found.push(...item.events);
      if (found.length >= count) break;
    }
    if (found.length < count) throw new Error(`only ${found.length} removals are on record`);
    return found;
  }

  const resources = async (position: string, action: string) => {
    const { body } = await service.get(`/api/audit?action=${action}&minPosition=${position}`);
    return body.items.map(({ resource }: Entry) => resource);
  };
  const set = (body: object, headers: Record<string, string> = {}) =>
    service.request('PUT', '/api/audit/retention', { body, headers });
  const shown = async () => (await service.get('/api/audit/retention')).body;

  describe('where jobs are done', () => {
    beforeAll(async () => {
      service = await startWithOldEntries('api,projections,worker');
    });
    afterAll(() => service.close());

    it('is for ever at first', async () => {
      expect(await shown()).toEqual({
        days: null,
        families: {},
        revision: null,
        changedAt: null,
        changedBy: null,
        lastRemoval: null,
      });
      expect((await set({ days: null })).body).toMatchObject({ changed: false, revision: null, position: null });
    });

    it.each([{}, { days: 0 }, { days: 1.5 }, { days: '5' }, { days: 36_501 }, { days: 5, families: { agents: 1 } }])(
      'is not %j',
      async (body) => {
        expect((await set(body)).body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
      },
    );

    it('removes soon after a change what is no longer kept, and tells of it in the log itself', async () => {
      const changed = await set({ days: null, families: { agent: 5 } });
      expect(changed.body).toMatchObject({ days: null, families: { agent: 5 }, changed: true, revision: '0' });
      expect(changed.headers.get('etag')).toBe('"0"');

      const [removal] = await removals(1);
      expect(removal!.data).toEqual({
        removed: 1,
        cutoffs: [{ family: 'agent', before: expect.stringMatching(/Z$/), removed: 1 }],
      });
      const { position } = removal!;
      expect(await resources(position, 'agent.*')).toEqual(['agent:new']);
      expect(await resources(position, 'config.*')).toEqual(['config:old']);

      const { body } = await service.get('/api/audit?resource=audit:retention');
      expect(body.items).toEqual([
        expect.objectContaining({
          action: 'audit.retention_applied',
          actorType: 'system',
          details: expect.objectContaining({ removed: 1 }),
        }),
        expect.objectContaining({
          action: 'audit.retention_changed',
          actorType: 'api_key',
          details: expect.objectContaining({ families: { agent: 5 }, previous: { default: null, families: {} } }),
        }),
      ]);
      const { headers, body: retention } = await service.get('/api/audit/retention');
      expect(headers.get('etag')).toBe('"1"');
      expect(retention).toMatchObject({ families: { agent: 5 }, revision: '1', changedAt: expect.any(String) });
      expect(retention.lastRemoval).toEqual({ at: expect.any(String), removed: 1 });
    });

    it('is not changed by who has seen another one', async () => {
      const { status, body } = await set({ days: 1 }, { 'if-match': '"0"' });
      expect([status, body.code]).toEqual([412, 'STALE_REVISION']);
    });

    it('is the same rebuilt as it was live, and lets nobody else remove anything', async () => {
      await set({ days: 5 }, { 'if-match': '"1"' });
      const [, removal] = await removals(2);
      expect(await resources(removal!.position, 'config.*')).toEqual([]);
      const ours = service.runtime.engine.projections.filter(({ name }) => name === 'audit-log');
      const live = await dumpReadModels(service.database.pool, ours);
      await rebuilt(service);
      expect(await dumpReadModels(service.database.pool, ours)).toEqual(live);
      for (const statement of ['delete from', 'truncate', 'update']) {
        const rest = statement === 'update' ? 'set outcome = default' : '';
        await expect(service.database.pool.query(`${statement} audit_log ${rest}`)).rejects.toThrow(/immutable/);
      }
    });

    it('is for admins to decide', async () => {
      const key = await service.createKey('operator');
      expect((await service.get('/api/audit/retention', { key })).status).toBe(200);
      expect((await service.request('PUT', '/api/audit/retention', { key, body: { days: 5 } })).status).toBe(403);
    });
  });

  describe('where no jobs are done', () => {
    beforeAll(async () => {
      service = await startWithOldEntries('api,projections');
    });
    afterAll(() => service.close());

    const apply = () =>
      service.app.get(CommandBus).execute(
        new ApplyAuditRetention({
          actor: { type: 'system', id: 's', name: 's' },
          correlationId: 'c',
          source: 'system',
        }),
      );

    it('waits, and is applied once however many do it at the same time', async () => {
      await set({ days: null, families: { agent: 5 } });
      expect((await shown()).lastRemoval).toBeNull();
      const outcomes = await Promise.allSettled([apply(), apply(), apply()]);
      expect(outcomes.filter((one) => one.status === 'fulfilled' && one.value === 1)).toHaveLength(1);
      expect(await apply()).toBe(0);
      const { revision } = await service.runtime.log.streamInfo(auditRetentionStream);
      expect(revision).toBe(1n);
    });

    it('is applied by a worker that comes later', async () => {
      await set({ days: 5 });
      const worker = await startTestService({ database: service.database, env: { ORCHESTRATE_ROLES: 'worker' } });
      try {
        const [, removal] = await removals(2);
        expect(removal!.data).toMatchObject({ removed: 1, cutoffs: [{ family: 'config' }] });
      } finally {
        await worker.close();
      }
    });
  });
});
