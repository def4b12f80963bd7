import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import type { EventMeta, NewEvent } from '../../../kernel/event.js';
import { createPool } from '../../postgres/pool.js';
import { encodeEvent } from '../event-encoding.js';
import type { EventLogError } from '../event-log.js';
import { AppendStatement } from './append-statement.js';
import { openPostgresEventLog, PostgresEventLog } from './postgres-event-log.js';

const meta: EventMeta = {
  occurredAt: '2026-11-02T10:00:00.000Z',
  actor: { type: 'system', id: 'system', name: 'system' },
  correlationId: 'c-1',
  source: 'system',
};
const event = (n = 0): NewEvent => ({ id: randomUUID(), type: 'ThingHappened', schemaVersion: 1, data: { n }, meta });
const events = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => event(n));
const lockKey = '7306350217044231000';

describe('event log in Postgres', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;

  beforeAll(async () => {
    database = await createTestDatabase({ poolSize: 20 });
    log = await openPostgresEventLog(database.url);
  });

  afterAll(async () => {
    await log.close();
    await database.drop();
  });

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };

  it('34 skips nothing while 16 writers are slow or roll back (20 000 events)', { timeout: 120_000 }, async () => {
    const after = await log.head();
    const abort = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const item of log.subscribe({ ...(after && { after }), maxBatch: 300, signal: abort.signal })) {
        if (item.kind === 'events') seen.push(...item.events.map((one) => one.id));
      }
    })();
    const committed: string[] = [];
    const writer = async (n: number): Promise<void> => {
      const client = await connect();
      for (let round = 0; committed.length < 20_000; round += 1) {
        const batch = events(1 + ((n * 7 + round) % 60));
        const append = { stream: `writer-${n}`, expected: 'any' as const, events: batch.map(encodeEvent) };
        await client.query('begin');
        await client.query(new AppendStatement([append], false).query);
        if (round % 5 === n % 5) await client.query('select pg_sleep(0.002)');
        if (round % 7 === n % 7) {
          await client.query('rollback');
        } else {
          await client.query('commit');
          committed.push(...batch.map((one) => one.id));
        }
      }
      await client.end();
    };
    await Promise.all(Array.from({ length: 16 }, (_, n) => writer(n)));
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(committed.length), { timeout: 60_000 });
    abort.abort();
    await reading;
    expect(committed.length).toBeGreaterThanOrEqual(20_000);
    expect([...seen].sort()).toEqual([...committed].sort());
    const { rows } = await database.pool.query<{ dense: boolean }>(
      'select count(*) = max(position) and min(position) = 1 as dense from eventlog.events',
    );
    expect(rows[0]!.dense).toBe(true);
  });

  it('49 frees the lock when a client dies holding it', async () => {
    const dying = await connect();
    await dying.query('begin');
    await dying.query(`select pg_advisory_xact_lock(${lockKey})`);
    const { rows } = await dying.query<{ pid: number }>('select pg_backend_pid() as pid');
    let appended = false;
    const append = log.append('thing-49', [event()], { expected: 'any' }).then(() => (appended = true));
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
    await vi.waitFor(async () => expect((await database.pool.query(waiting)).rowCount).toBe(1), { timeout: 30_000 });
    expect(appended).toBe(false);
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await append;
    expect(appended).toBe(true);
  });

  it('50 is not held up by an open transaction of somebody else', async () => {
    const foreign = await connect();
    await foreign.query('create table foreign_work (n int)');
    await foreign.query('begin isolation level repeatable read');
    await foreign.query('insert into foreign_work values (1)');
    const after = await log.head();
    const one = event();
    await log.append('thing-50', [one], { expected: 'none' });
    const page = await log.readAll({ limit: 10, ...(after && { after }) });
    expect(page.events.map((found) => found.id)).toEqual([one.id]);
    await foreign.query('rollback');
    await foreign.end();
  });

  it('51 keeps one order when two instances append to the same stream', async () => {
    const other = await openPostgresEventLog(database.url);
    const sent = [events(200), events(200)] as const;
    const results = await Promise.all(
      sent.flatMap((list, n) => list.map((one) => (n ? other : log).append('thing-51', [one], { expected: 'any' }))),
    );
    expect(new Set(results.map((result) => result.revision)).size).toBe(400);
    const stored: string[] = [];
    for await (const one of log.readStream('thing-51')) stored.push(one.id);
    for (const list of sent) {
      const mine = new Set(list.map((one) => one.id));
      expect(stored.filter((id) => mine.has(id))).toEqual(list.map((one) => one.id));
    }
    await other.close();
  });

  it('51b tells a reader of another process, which does not look by itself', async () => {
    const other = await openPostgresEventLog(database.url, { pollMs: 3_600_000 });
    const abort = new AbortController();
    let arrived = 0;
    let caughtUp = false;
    const reading = (async () => {
      for await (const item of other.subscribe({ after: 'head', signal: abort.signal })) {
        if (item.kind === 'caughtUp') caughtUp = true;
        if (item.kind === 'events') arrived += item.events.length;
      }
    })();
    await vi.waitFor(() => expect(caughtUp).toBe(true));
    for (let n = 1; n <= 21; n += 1) {
      await log.append('thing-51b', [event()], { expected: 'any' });
      await vi.waitFor(() => expect(arrived).toBe(n));
    }
    abort.abort();
    await reading;
    await other.close();
  });

  it('52 refuses to change or remove what has been appended, whoever asks', async () => {
    await log.append('thing-52', [event()], { expected: 'any' });
    for (const statement of [
      `update eventlog.events set data = '{}'`,
      'delete from eventlog.events where position = 1',
      'truncate eventlog.events',
      `update eventlog.streams set name = 'other'`,
      'delete from eventlog.streams',
      'truncate eventlog.streams',
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow('append-only');
    }
  });

  it('52b lets the service of a production setup append and read, and nothing else', async () => {
    const role = `service_${randomUUID().slice(0, 8)}`;
    const { productionGrants } = await import('../../postgres/production-grants.js');
    await database.pool.query(`create role ${role} login password 'secret'`);
    await database.pool.query(productionGrants(role));
    const url = new URL(database.url);
    url.username = role;
    url.password = 'secret';
    const restricted = await openPostgresEventLog(url.href);
    await restricted.append('thing-52b', [event()], { expected: 'none' });
    expect(await restricted.streamInfo('thing-52b')).toEqual({ exists: true, revision: 0n });
    await restricted.close();
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    for (const statement of [
      'alter table eventlog.events disable trigger all',
      `insert into eventlog.streams (id, name) values (-1, 'forged')`,
      'delete from eventlog.events',
      'drop schema eventlog cascade',
      'alter table audit.seals disable trigger all',
      'delete from audit.seals',
      'delete from audit.verifications',
    ]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
    await database.pool.query(`drop owned by ${role}; drop role ${role}`);
  });

  it('refuses appends instead of filling the memory when the database cannot keep up', async () => {
    const small = new PostgresEventLog(database.pool, { maxQueuedBytes: 20_000 });
    const blocker = await connect();
    await blocker.query('begin');
    await blocker.query(`select pg_advisory_xact_lock(${lockKey})`);
    const appends = Promise.allSettled(
      Array.from({ length: 100 }, () => small.append('thing-full', [event()], { expected: 'any' })),
    );
    const refused = await small.append('thing-full', [event()], { expected: 'any' }).catch((error: unknown) => error);
    expect((refused as EventLogError).kind).toBe('unavailable');
    await blocker.query('rollback');
    await blocker.end();
    const outcomes = await appends;
    const accepted = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(100);
    expect((await small.streamInfo('thing-full')).revision).toBe(BigInt(accepted - 1));
    await small.append('thing-full', [event()], { expected: BigInt(accepted - 1) });
    await small.close();
  });

  it('gives up after its time with `outcome_unknown`, and sending again converges', async () => {
    const blocker = await connect();
    await blocker.query('begin');
    await blocker.query(`select pg_advisory_xact_lock(${lockKey})`);
    const sent = events(2);
    const error: unknown = await log.append('thing-late', sent, { expected: 'none', timeoutMs: 100 }).catch((e) => e);
    expect((error as EventLogError).kind).toBe('outcome_unknown');
    await blocker.query('rollback');
    await blocker.end();
    const again = await log.append('thing-late', sent, { expected: 'none' });
    expect(again).toMatchObject({ revision: 1n, duplicate: true });
  });

  it('answers `unavailable` when there is no database, and leaves nothing behind', async () => {
    const pool = createPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectTimeoutMs: 200 });
    const nowhere = new PostgresEventLog(pool);
    const error: unknown = await nowhere
      .append('thing-x', [event()], { expected: 'any', timeoutMs: 200 })
      .catch((e) => e);
    expect((error as EventLogError).kind).toBe('unavailable');
    expect(await nowhere.health()).toMatchObject({ status: 'down' });
    await expect(nowhere.head()).rejects.toMatchObject({ kind: 'unavailable' });
    await nowhere.close();
    await pool.end();
  });

  it('does not let one large page fill the memory', async () => {
    const after = await log.head();
    const big = (): NewEvent => ({ ...event(), data: { text: 'x'.repeat(880 * 1024) } });
    for (let n = 0; n < 24; n += 1) await log.append('thing-big', [big()], { expected: 'any' });
    const page = await log.readAll({ limit: 1_000, ...(after && { after }) });
    expect(page.events.length).toBeLessThan(24);
    expect(page.atEnd).toBe(false);
    let found = page.events.length;
    for (let at = page; !at.atEnd; found += at.events.length) at = await log.readAll({ limit: 1_000, after: at.next! });
    expect(found).toBe(24);
    const stream: bigint[] = [];
    for await (const one of log.readStream('thing-big')) stream.push(one.revision);
    expect(stream).toHaveLength(24);
  });

  it('looks at a long log in windows when a type is rare', { timeout: 60_000 }, async () => {
    const other = await createTestDatabase();
    await other.pool.query(`
      insert into eventlog.streams (id, name) values (-1, 'bulk-1');
      insert into eventlog.events (position, stream_id, revision, recorded_at, event_id, schema_version, type, data, meta)
        select n, -1, n - 1, now(), gen_random_uuid(), 1, case n when 230000 then 'Rare' else 'Common' end, '{}', '{}'
          from generate_series(1, 240000) n`);
    const bulk = new PostgresEventLog(other.pool);
    const first = await bulk.readAll({ limit: 10, filter: { types: ['Rare'] } });
    expect(first).toMatchObject({ events: [], atEnd: false });
    const second = await bulk.readAll({ limit: 10, after: first.next!, filter: { types: ['Rare'] } });
    expect(second.events.map((one) => Number(one.revision))).toEqual([229_999]);
    expect(second).toMatchObject({ atEnd: true, next: (await bulk.head())! });
    await bulk.close();
    await other.drop();
  });
});
