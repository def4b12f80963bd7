import fastifyCookie from '@fastify/cookie';
import { Global, Module } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { eventCatalog } from '../../app/event-catalog.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { Role } from '../../kernel/principal.js';
import { CommandExecutor } from '../../platform/commands/command-executor.js';
import { EventFactory } from '../../platform/commands/event-factory.js';
import { PostgresEventLog } from '../../platform/event-store/postgres/postgres-event-log.js';
import { AccessControl } from '../../platform/http/access.js';
import { AccessGuard } from '../../platform/http/access.guard.js';
import { registerBodyParsing } from '../../platform/http/body-parsing.js';
import { refuseEarly } from '../../platform/http/early-access.js';
import { ProblemDetailsFilter } from '../../platform/http/problem-details.filter.js';
import { MinPositionInterceptor } from '../../platform/http/reads-from.js';
import { ProjectionReads } from '../../platform/projections/projection-reads.js';
import { validationPipe } from '../../platform/http/validation.pipe.js';
import { createDataSource } from '../../platform/postgres/data-source.js';
import { ProjectionEngine } from '../../platform/projections/projection-engine.js';
import { CLOCK, CONFIG, EVENT_CATALOG, EVENT_LOG, IDS, LOGGER, PG_POOL } from '../../platform/runtime/tokens.js';
import { uuidIds } from '../../platform/runtime/uuid-ids.js';
import { ApiKeysModule, apiKeysProjection } from '../../projections/api-keys/index.js';
import { AdminKeyService } from './admin-key.service.js';
import { keyringStream } from './domain/keyring.decider.js';
import type { IdentitySettings } from './identity-settings.js';
import { IdentityModule } from './identity.module.js';
import { RefusalRecorder } from './refusal-recorder.service.js';

const chosenKey = 'a-key-that-the-owner-chose';
const day = '2026-03-04';
const own = { origin: 'http://monitor.test', host: 'monitor.test' };

/** One replica: the module over a real log, database and projection engine, with a clock that the test moves. */
interface Replica {
  readonly app: NestFastifyApplication;
  advance(ms: number): void;
  close(): Promise<void>;
}

let database: TestDatabase;
let dataSource: DataSource;
let log: PostgresEventLog;
let engine: ProjectionEngine;
let replicas: Replica[];

async function startReplica(settings: Partial<IdentitySettings> = {}): Promise<Replica> {
  let at = Date.parse(`${day}T10:00:00Z`);
  const clock = { now: () => new Date(at) };
  const logger = pino({ level: 'silent' });
  const reads = new (class extends ProjectionReads {
    override waitFor(names: readonly string[], position: LogPosition, timeoutMs: number) {
      return engine.waitFor(names, position, timeoutMs);
    }
  })();
  const providers = [
    { provide: CONFIG, useValue: { adminKey: undefined, corsOrigins: [], ...settings } },
    { provide: LOGGER, useValue: logger },
    { provide: CLOCK, useValue: clock },
    { provide: IDS, useValue: uuidIds },
    { provide: EVENT_LOG, useValue: log },
    { provide: EVENT_CATALOG, useValue: eventCatalog },
    { provide: PG_POOL, useValue: database.pool },
    { provide: DataSource, useValue: dataSource },
    EventFactory,
    CommandExecutor,
  ];
  @Global()
  @Module({
    imports: [CqrsModule.forRoot()],
    providers,
    exports: [...providers.map((p) => ('provide' in p ? p.provide : p)), CqrsModule],
  })
  class PartsModule {}
  @Module({ imports: [PartsModule, IdentityModule, ApiKeysModule] })
  class ReplicaModule {}

  const adapter = new FastifyAdapter();
  registerBodyParsing(adapter.getInstance() as never);
  const app = await NestFactory.create<NestFastifyApplication>(ReplicaModule, adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  await app.register(fastifyCookie as never);
  refuseEarly(adapter.getInstance() as never, app.get(AccessControl), { metricsAuth: 'open' });
  const reflector = app.get(Reflector);
  app.useGlobalFilters(new ProblemDetailsFilter(logger));
  app.useGlobalGuards(new AccessGuard(reflector, app.get(AccessControl), { metricsAuth: 'open' }));
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new MinPositionInterceptor(reflector, reads));
  await app.init();
  await adapter.getInstance().ready();
  const replica = { app, advance: (ms: number) => void (at += ms), close: () => app.close() };
  replicas.push(replica);
  return replica;
}

async function eventsOf(stream: string): Promise<readonly RecordedEvent[]> {
  return (await log.readStreams([stream])).get(stream) ?? [];
}

interface Call {
  readonly key?: string;
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly ip?: string;
}

async function call({ app }: Replica, method: 'GET' | 'POST' | 'DELETE', url: string, options: Call = {}) {
  const { key, cookie, headers, body, ip } = options;
  const answer = await app.inject({
    method,
    url,
    remoteAddress: ip ?? '192.0.2.1',
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(cookie ? { cookie: `orchestrate_session=${cookie}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, headers: answer.headers, cookies: answer.cookies, body: answer.json() };
}

async function firstKey(replica: Replica): Promise<string> {
  const { created } = await replica.app.get(AdminKeyService).ensureAdminKey();
  if (created === undefined) throw new Error('there was an admin key already');
  return created;
}

async function makeKey(
  replica: Replica,
  admin: string,
  role: Role,
): Promise<{ id: string; key: string; position: string }> {
  const { status, body } = await call(replica, 'POST', '/api/keys', { key: admin, body: { name: `a ${role}`, role } });
  expect(status).toBe(201);
  return body as { id: string; key: string; position: string };
}

async function signIn(replica: Replica, key: string): Promise<string> {
  const answer = await call(replica, 'POST', '/api/session', { body: { key } });
  expect(answer.status).toBe(201);
  return (answer.cookies[0] as { value: string }).value;
}

beforeEach(async () => {
  replicas = [];
  database = await createTestDatabase({ poolSize: 12 });
  dataSource = createDataSource({ connectionString: database.url });
  await dataSource.initialize();
  log = new PostgresEventLog(database.pool);
  engine = new ProjectionEngine({
    pool: database.pool,
    log,
    projections: [apiKeysProjection],
    upcast: eventCatalog.upcast,
    clock: { now: () => new Date() },
  });
  await engine.prepare();
  engine.start();
});

afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  await engine.stop();
  await log.close();
  await dataSource.destroy();
  await database.drop();
});

describe('the first start', () => {
  it('makes one admin key although several replicas start together, and none afterwards', async () => {
    const three = await Promise.all([startReplica(), startReplica(), startReplica()]);
    const made = await Promise.all(three.map(({ app }) => app.get(AdminKeyService).ensureAdminKey()));
    const keys = made.flatMap(({ created }) => created ?? []);
    expect(keys).toHaveLength(1);
    expect(await eventsOf(keyringStream)).toHaveLength(1);
    expect(await three[1]!.app.get(AdminKeyService).ensureAdminKey()).toEqual({ created: undefined });
    for (const replica of three) {
      expect((await call(replica, 'GET', '/api/session', { key: keys[0]! })).body).toMatchObject({ role: 'admin' });
    }
  });

  it('takes the given key instead, knows it over restarts and adds another one that replaces it', async () => {
    for (const adminKey of [chosenKey, chosenKey, 'another key, as long as that']) {
      const replica = await startReplica({ adminKey });
      expect(await replica.app.get(AdminKeyService).ensureAdminKey()).toEqual({ created: undefined });
      expect((await call(replica, 'GET', '/api/session', { headers: { 'x-api-key': adminKey } })).status).toBe(200);
    }
    expect(await eventsOf(keyringStream)).toHaveLength(2);
  });
});

describe('API keys', () => {
  it('are shown once, listed without key or hash, and stored as a hash', async () => {
    const replica = await startReplica();
    const admin = await firstKey(replica);
    const made = await makeKey(replica, admin, 'operator');
    const list = await call(replica, 'GET', `/api/keys?minPosition=${made.position}`, { key: admin });
    expect(list.body).toMatchObject({
      total: 2,
      nextCursor: null,
      items: expect.arrayContaining([
        expect.objectContaining({ id: made.id, role: 'operator', status: 'active', createdBy: 'first admin key' }),
      ]) as unknown,
    });
    const stored = JSON.stringify((await eventsOf(keyringStream)).map(({ data, meta }) => ({ data, meta })));
    for (const secret of [made.key, admin]) {
      expect(stored).not.toContain(secret);
      expect(JSON.stringify(list.body)).not.toContain(secret);
    }
    expect(JSON.stringify(list.body)).not.toMatch(/[0-9a-f]{64}/);
  });

  it('are paged by key', async () => {
    const replica = await startReplica();
    const admin = await firstKey(replica);
    let position = '';
    for (let n = 0; n < 4; n++) ({ position } = await makeKey(replica, admin, 'viewer'));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null; total: number } = (
        await call(replica, 'GET', `/api/keys?limit=2&minPosition=${position}${cursor ? `&cursor=${cursor}` : ''}`, {
          key: admin,
        })
      ).body;
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
  });

  it('open from the moment they are made, and nothing once revoked: at once here, within 2 s elsewhere', async () => {
    const [here, elsewhere] = await Promise.all([startReplica(), startReplica()]);
    const admin = await firstKey(here);
    const { id, key } = await makeKey(here, admin, 'viewer');
    for (const replica of [here, elsewhere]) {
      expect((await call(replica, 'GET', '/api/session', { key })).body).toMatchObject({ keyId: id, role: 'viewer' });
    }
    expect((await call(here, 'DELETE', `/api/keys/${id}`, { key: admin })).status).toBe(200);
    expect((await call(here, 'GET', '/api/session', { key })).body).toMatchObject({ code: 'API_KEY_REVOKED' });
    elsewhere.advance(2_000);
    expect((await call(elsewhere, 'GET', '/api/session', { key })).body).toMatchObject({ code: 'API_KEY_REVOKED' });
  });

  it('keep the last admin, even when two are revoked at once', async () => {
    const replica = await startReplica();
    const admin = await firstKey(replica);
    const other = await makeKey(replica, admin, 'admin');
    const { body } = await call(replica, 'GET', '/api/session', { key: admin });
    const first = (body as { keyId: string }).keyId;
    const answers = await Promise.all(
      [first, other.id].map((id) => call(replica, 'DELETE', `/api/keys/${id}`, { key: admin })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'LAST_ADMIN_KEY' });
  });

  it.each(['operator', 'viewer', 'reporter'] as const)('are not for a %s to make, list or revoke', async (role) => {
    const replica = await startReplica();
    const { id, key } = await makeKey(replica, await firstKey(replica), role);
    const answers = [
      await call(replica, 'POST', '/api/keys', { key, body: { name: 'mine', role: 'admin' } }),
      await call(replica, 'GET', '/api/keys', { key }),
      await call(replica, 'DELETE', `/api/keys/${id}`, { key }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  it('are refused with every faulty field named', async () => {
    const replica = await startReplica();
    const key = await firstKey(replica);
    const { status, body } = await call(replica, 'POST', '/api/keys', { key, body: { name: '', role: 'root', x: 1 } });
    expect(status).toBe(400);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['name', 'role']),
    );
    expect((await call(replica, 'DELETE', '/api/keys/none-such', { key })).status).toBe(404);
  });
});

describe('sessions', () => {
  it('open with a key, in a cookie that scripts and other sites cannot use, and are on record', async () => {
    const replica = await startReplica();
    const admin = await firstKey(replica);
    const { key, id } = await makeKey(replica, admin, 'operator');
    const answer = await call(replica, 'POST', '/api/session', { body: { key } });
    expect(answer.body).toMatchObject({ keyId: id, role: 'operator', permissions: ['view', 'operate'], via: 'user' });
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    const cookie = (answer.cookies[0] as { value: string }).value;
    expect((await call(replica, 'GET', '/api/session', { cookie })).body).toMatchObject({ keyId: id, via: 'user' });
    expect(await eventsOf(`access-${day}`)).toMatchObject([
      { type: 'SignInSucceeded', data: { keyId: id }, meta: { actor: { type: 'user', id, ipAddress: '192.0.2.1' } } },
    ]);
  });

  it('are honoured by every replica, and end with sign-out, with their key and with time', async () => {
    const [here, elsewhere] = await Promise.all([startReplica(), startReplica()]);
    const admin = await firstKey(here);
    const { key, id } = await makeKey(here, admin, 'viewer');
    const [out, withKey] = [await signIn(here, key), await signIn(here, key)];
    expect((await call(elsewhere, 'GET', '/api/session', { cookie: out })).status).toBe(200);

    const answer = await call(here, 'DELETE', '/api/session', { cookie: out, headers: own });
    expect(answer).toMatchObject({ status: 200, body: { position: expect.any(String) as unknown } });
    expect((await call(here, 'GET', '/api/session', { cookie: out })).status).toBe(401);
    elsewhere.advance(2_000);
    expect((await call(elsewhere, 'GET', '/api/session', { cookie: out })).body).toMatchObject({
      code: 'SESSION_ENDED',
    });
    expect((await eventsOf(`access-${day}`)).map(({ type }) => type)).toContain('SignedOut');

    expect((await call(here, 'GET', '/api/session', { cookie: withKey })).status).toBe(200);
    await call(here, 'DELETE', `/api/keys/${id}`, { key: admin });
    expect((await call(here, 'GET', '/api/session', { cookie: withKey })).body).toMatchObject({
      code: 'SESSION_ENDED',
    });

    const inTime = await signIn(here, admin);
    here.advance(12 * 3_600_000 - 1_000);
    expect((await call(here, 'GET', '/api/session', { cookie: inTime })).status).toBe(200);
    here.advance(1_000);
    expect((await call(here, 'GET', '/api/session', { cookie: inTime })).body).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('change nothing from the page of another site, and nobody is signed in from there', async () => {
    const replica = await startReplica();
    const admin = await firstKey(replica);
    const cookie = await signIn(replica, admin);
    const body = { name: 'mine', role: 'viewer' };
    const foreign = { origin: 'https://evil.test', host: 'monitor.test' };
    expect((await call(replica, 'POST', '/api/keys', { cookie, headers: own, body })).status).toBe(201);
    for (const headers of [foreign, { host: 'monitor.test' }]) {
      expect((await call(replica, 'POST', '/api/keys', { cookie, headers, body })).body).toMatchObject({
        status: 403,
        code: 'CROSS_ORIGIN_REFUSED',
      });
    }
    expect((await call(replica, 'POST', '/api/session', { headers: foreign, body: { key: admin } })).status).toBe(403);
  });
});

describe('false keys', () => {
  it('lead to 429 after ten in a minute, for their address only, and not for callers known there', async () => {
    const replica = await startReplica({ adminKey: chosenKey });
    const { app } = replica;
    await app.get(AdminKeyService).ensureAdminKey();
    const made = await makeKey(replica, chosenKey, 'viewer');
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const way = n % 2 ? { url: '/api/session', method: 'POST' as const, body: { key: `false-${n}` } } : undefined;
      const answer = way
        ? await call(replica, way.method, way.url, { body: way.body, ip: '192.0.2.66' })
        : await call(replica, 'GET', '/api/session', { key: `false-${n}`, ip: '192.0.2.66' });
      statuses.push(answer.status);
      if (answer.status === 429) expect(answer.headers['retry-after']).toBe('60');
    }
    expect(statuses).toEqual([...new Array<number>(10).fill(401), 429, 429]);
    const from = (key: string, ip: string) => call(replica, 'GET', '/api/session', { key, ip });
    expect((await from(chosenKey, '192.0.2.66')).status).toBe(429);
    expect((await from(made.key, '192.0.2.66')).status).toBe(200);
    expect((await from(chosenKey, '192.0.2.1')).status).toBe(200);
    replica.advance(60_000);
    expect((await from(chosenKey, '192.0.2.66')).status).toBe(200);
  });

  it('and missing ones are on record, a flood as a few events that tell how many there were', async () => {
    const replica = await startReplica();
    await firstKey(replica);
    for (let n = 0; n < 30; n++) await call(replica, 'GET', '/api/keys?secret=in-the-query');
    await call(replica, 'POST', '/api/session', { body: { key: 'false-key' } });
    replica.advance(60_000);
    await replica.app.get(RefusalRecorder).flush();
    const events = await eventsOf(`access-${day}`);
    const refused = events.filter(({ type }) => type === 'AccessRefused');
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({
      data: { method: 'GET', path: '/api/keys', reason: 'no_key' },
      meta: { actor: { name: 'anonymous', ipAddress: '192.0.2.1' } },
    });
    expect(refused.reduce((sum, { data }) => sum + 1 + ((data['suppressed'] as number | undefined) ?? 0), 0)).toBe(30);
    expect(events.filter(({ type }) => type === 'SignInFailed')).toMatchObject([{ data: { reason: 'unknown_key' } }]);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/in-the-query|false-key/);
  });

  it('are on record with who it was when the role was too small', async () => {
    const replica = await startReplica();
    const { id, key } = await makeKey(replica, await firstKey(replica), 'viewer');
    await call(replica, 'GET', '/api/keys', { key });
    await replica.app.get(RefusalRecorder).flush();
    expect(await eventsOf(`access-${day}`)).toMatchObject([
      { type: 'AccessRefused', data: { reason: 'role', keyId: id, role: 'viewer' }, meta: { actor: { id } } },
    ]);
  });

  it('are on record without the secrets that were put into the path or the name of the program', async () => {
    const replica = await startReplica();
    const admin = await firstKey(replica);
    const headers = { 'user-agent': `curl/8 --token ${admin} API_KEY=hunter2` };
    await call(replica, 'DELETE', `/api/keys/${admin}`, { headers });
    await replica.app.get(RefusalRecorder).flush();
    const userAgent = 'curl/8 --token [redacted] API_KEY=[redacted]';
    expect(await eventsOf(`access-${day}`)).toMatchObject([
      { type: 'AccessRefused', data: { path: '/api/keys/[redacted]' }, meta: { actor: { userAgent } } },
    ]);
  });

  it('are answered while the log accepts nothing, and recorded when it does again', async () => {
    const replica = await startReplica();
    await firstKey(replica);
    const other = await database.pool.connect();
    try {
      await other.query('begin; lock table eventlog.events in exclusive mode');
      expect((await call(replica, 'GET', '/api/session')).status).toBe(401);
      expect(await eventsOf(`access-${day}`)).toEqual([]);
      await other.query('commit');
    } finally {
      other.release();
    }
    await replica.app.get(RefusalRecorder).flush();
    expect(await eventsOf(`access-${day}`)).toMatchObject([{ type: 'AccessRefused', data: { reason: 'no_key' } }]);
  });
});
