import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import type { NewEvent } from '../../../kernel/event.js';
import {
  openPostgresEventLog,
  type PostgresEventLog,
} from '../../../platform/event-store/postgres/postgres-event-log.js';
import { compareLog, type Head } from './log-comparison.js';
import { Sealer } from './sealer.service.js';
import { SealsStore } from './seals.store.js';

const EVENTS = 2_503;

const eventsOf = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    type: 'ThingHappened',
    schemaVersion: 1,
    data: { n },
    meta: {
      occurredAt: '2026-11-02T10:00:00.000Z',
      actor: { type: 'system', id: 'system', name: 'system' },
      correlationId: 'c-1',
      source: 'system',
    },
  }));

describe('the log beside its seals', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let seals: SealsStore;
  let sealed: Head;

  beforeAll(async () => {
    database = await createTestDatabase();
    log = await openPostgresEventLog(database.url);
    seals = new SealsStore(database.pool);
    for (const count of [1_200, 1_300, 3]) {
      await log.append('thing-1', eventsOf(count), { expected: 'any' });
      await new Sealer(log, seals).run();
    }
    await database.pool.query('create table kept_events as select * from eventlog.events');
    await database.pool.query('create table kept_seals as select * from audit.seals');
    sealed = (await compare()).head;
  });
  afterEach(() =>
    tamper(
      'truncate eventlog.events, audit.seals',
      'insert into eventlog.events select * from kept_events',
      'insert into audit.seals select * from kept_seals',
    ),
  );
  afterAll(async () => {
    await log.close();
    await database.drop();
  });

  const compare = async (known?: Head) => {
    const found = await compareLog({ log, seals, known, onProgress: () => Promise.resolve(true) });
    if (!found) throw new Error('there is no outcome');
    return { mismatch: found.mismatch, size: found.size, head: { size: found.size, root: found.root } };
  };
  /** As the owner of the tables can. */
  const tamper = async (...statements: readonly string[]) => {
    const client = await database.pool.connect();
    try {
      await client.query('set session_replication_role = replica');
      for (const statement of statements) await client.query(statement);
    } finally {
      client.release(true);
    }
  };
  const at = (position: number) => String(position).padStart(20, '0');
  const idAt = async (position: number): Promise<string> => {
    const { rows } = await database.pool.query('select event_id from eventlog.events where position = $1', [position]);
    return rows[0].event_id as string;
  };

  it('is what it was while nobody touches it, whatever comes and however often it is sealed', async () => {
    expect(await compare(sealed)).toMatchObject({ mismatch: undefined, size: EVENTS });
    await log.append('thing-2', eventsOf(10), { expected: 'any' });
    await Promise.all([new Sealer(log, seals).run(), new Sealer(log, seals).run()]);
    await new Sealer(log, seals).run();
    expect(await compare(sealed)).toMatchObject({ mismatch: undefined, size: EVENTS + 10 });
    const { rows } = await database.pool.query('select first, size from audit.seals order by first');
    expect(rows.map(({ first, size }) => `${first}-${size}`)).toEqual([
      '0-1000',
      '1000-1200',
      '1200-2200',
      '2200-2500',
      '2500-2503',
      '2503-2513',
    ]);
  });

  it.each([
    ['its data', `set data = '{"n":700}'`],
    ['who did it', `set meta = replace(meta, '"name":"system"', '"name":"nobody"')`],
    ['when it was recorded', `set recorded_at = recorded_at - interval '1 day'`],
    ['its type', `set type = 'OtherHappened'`],
    ['its id', 'set event_id = gen_random_uuid()'],
  ])('an event in which somebody changed %s', async (_what, change) => {
    await tamper(`update eventlog.events ${change} where position = 1499`);
    const changed = { reason: 'event_changed', intact: 1_498, position: at(1_499), eventId: await idAt(1_499) };
    expect((await compare()).mismatch).toEqual(changed);
  });

  it.each([1, 2, 1_200, 1_499])('an event that somebody removed: number %i', async (place) => {
    await tamper(`delete from eventlog.events where position = ${place}`);
    const position = place === 1 ? null : at(place - 1);
    const found = await compare();
    expect(found.mismatch).toEqual({ reason: 'event_removed', intact: place - 1, position, eventId: null });
  });

  it('two events that somebody swapped', async () => {
    await tamper(
      'update eventlog.events set position = -1 where position = 1300',
      'update eventlog.events set position = 1300 where position = 1400',
      'update eventlog.events set position = 1400 where position = -1',
    );
    const moved = { reason: 'event_moved', intact: 1_299, position: at(1_300), eventId: await idAt(1_300) };
    expect((await compare()).mismatch).toEqual(moved);
  });

  it('an event that somebody wrote in between', async () => {
    await tamper(
      'update eventlog.events set position = position + 100000 where position > 2300',
      'update eventlog.events set position = position - 99999 where position > 100000',
      `insert into eventlog.events select 2301, stream_id, revision + 100000, recorded_at, gen_random_uuid(), 1, type, data, meta
         from eventlog.events where position = 2300`,
    );
    const added = { reason: 'event_added', intact: 2_300, position: at(2_301), eventId: await idAt(2_301) };
    expect((await compare()).mismatch).toEqual(added);
  });

  it.each([`data = '{"n":'`, `recorded_at = 'infinity'`])('an event that nobody can read: %s', async (change) => {
    await tamper(`update eventlog.events set ${change} where position = 1700`);
    const unreadable = { reason: 'event_unreadable', intact: 1_699, position: at(1_699), eventId: null };
    expect((await compare()).mismatch).toEqual(unreadable);
  });

  it('an end that somebody cut off, also with its seals, and although the log has grown since', async () => {
    await tamper('delete from eventlog.events where position > 2500');
    const cut = { reason: 'event_removed', intact: 2_500, position: at(2_500), eventId: null };
    expect((await compare()).mismatch).toEqual(cut);
    await tamper('delete from audit.seals where first >= 2500');
    expect((await compare()).mismatch).toBeUndefined();
    expect((await compare(sealed)).mismatch).toEqual({ ...cut, reason: 'seal_missing' });
    await log.append('thing-2', eventsOf(3), { expected: 'any' });
    await new Sealer(log, seals).run();
    expect((await compare(sealed)).mismatch).toMatchObject({ reason: 'seal_changed', intact: EVENTS });
  });

  it.each([
    ['seal_changed', 1_000, 'update audit.seals set root = sha256(root) where first = 1000'],
    ['seal_changed', 2_500, 'update audit.seals set frontier = leaves where first = 2500'],
    [
      'event_changed',
      1_000,
      'update audit.seals set leaves = set_bit(leaves, 7, 1 - get_bit(leaves, 7)) where first = 1000',
    ],
    ['seal_missing', 1_200, 'delete from audit.seals where first = 1200'],
    ['event_added', 1_000, `update audit.seals set position = '${at(1_210)}' where first = 1000`],
  ])('seals that somebody changed: %s', async (reason, intact, change) => {
    await tamper(change);
    expect((await compare()).mismatch).toMatchObject({ reason });
    expect((await compare()).mismatch?.intact).toBeGreaterThanOrEqual(intact);
  });

  it('nobody changes seals by the way, nor removes them', async () => {
    for (const change of ['update audit.seals set root = root', 'delete from audit.seals', 'truncate audit.seals']) {
      await expect(database.pool.query(change)).rejects.toThrow(/append-only/);
    }
  });

  it('stops where it is told to', async () => {
    const onProgress = () => Promise.resolve(false);
    expect(await compareLog({ log, seals, known: undefined, onProgress })).toBeUndefined();
  });
});
