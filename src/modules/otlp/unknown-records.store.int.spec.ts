import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import type { RecordReading } from './mapping/telemetry-mappers.js';
import type { OtlpExport, OtlpLogRecord } from './otlp-records.js';
import type { UnknownRecord } from './unknown-record.js';
import { UnknownRecordKeeper } from './unknown-record-keeper.service.js';
import { UnknownRecordsStore } from './unknown-records.store.js';

let database: TestDatabase;
let store: UnknownRecordsStore;
beforeAll(async () => {
  database = await createTestDatabase();
  store = new UnknownRecordsStore(database.pool);
});
beforeEach(async () => {
  await database.pool.query('truncate otlp.unknown_records');
});
afterAll(() => database.drop());

const minute = (n: number) => new Date(Date.UTC(2026, 0, 15, 10, n));
const record = (digest: string, bytes = 10): UnknownRecord => ({
  digest,
  signal: 'logs',
  source: 'unknown',
  name: 'some.event',
  record: { body: digest },
  bytes,
});
const kept = async () => (await store.after('', 100)).map(({ digest }) => digest);
const longAgo = minute(0);

describe('unknown records that are kept', () => {
  it('are kept once each', async () => {
    expect(await store.add([record('b'), record('a')], minute(1))).toBe(2);
    expect(await store.add([record('a'), record('c')], minute(2))).toBe(1);
    expect(await kept()).toEqual(['a', 'b', 'c']);
  });

  it('are read in portions, and removed', async () => {
    await store.add([record('a'), record('b'), record('c')], minute(1));
    expect(await store.after('a', 1)).toEqual([{ digest: 'b', signal: 'logs', record: { body: 'b' } }]);
    await store.remove(['a', 'c']);
    expect(await kept()).toEqual(['b']);
  });

  it('go when they are old', async () => {
    await store.add([record('old')], minute(1));
    await store.add([record('new')], minute(3));
    expect(await store.trim({ before: minute(2), rows: 10, bytes: 1_000 })).toBe(1);
    expect(await kept()).toEqual(['new']);
  });

  it.each([
    ['too many', { rows: 2, bytes: 1_000 }],
    ['too large', { rows: 10, bytes: 25 }],
  ])('go, the oldest first, when they are %s', async (_, bounds) => {
    for (const [n, name] of ['z', 'y', 'x', 'w'].entries()) await store.add([record(name)], minute(n));
    expect(await store.trim({ before: longAgo, ...bounds })).toBe(2);
    expect(await kept()).toEqual(['w', 'x']);
  });

  it('go in batches when they are very many', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => record(String(n).padStart(5, '0')));
    await store.add(many, minute(1));
    expect(await store.trim({ before: longAgo, rows: 10, bytes: 1_000_000 })).toBe(2_490);
    expect(await kept()).toHaveLength(10);
  });
});

describe('the keeper of unknown records', () => {
  const received: OtlpExport = {
    signal: 'logs',
    records: [{ body: 'some.event', attributes: {}, resource: {} } as unknown as OtlpLogRecord],
  };
  const unknown: RecordReading = { source: 'unknown', name: 'some.event', outcome: 'unknown' };
  const keeper = (now: Date, otlpUnknownKeepMs = 60_000, from = store) =>
    new UnknownRecordKeeper(from, { now: () => now }, { otlpUnknownKeepMs }, pino({ level: 'silent' }));

  it('keeps what no mapper knew, and nothing else', async () => {
    await keeper(minute(1)).keep(received, [{ ...unknown, outcome: 'ignored' }]);
    expect(await kept()).toEqual([]);
    await keeper(minute(1)).keep(received, [unknown]);
    expect(await kept()).toHaveLength(1);
  });

  it('keeps no more than 10 000 of one export', async () => {
    const records = Array.from({ length: 10_001 }, (_, n) => ({ ...received.records[0]!, body: `unknown.${n}` }));
    await keeper(minute(1)).keep(
      { signal: 'logs', records } as OtlpExport,
      records.map(() => unknown),
    );
    expect(await store.after('', 20_000)).toHaveLength(10_000);
  });

  it('keeps nothing when it is told so', async () => {
    await keeper(minute(1), 0).keep(received, [unknown]);
    expect(await kept()).toEqual([]);
  });

  it('lets go of what is older than it should be', async () => {
    await store.add([record('old')], minute(1));
    await keeper(minute(5)).keep(received, [unknown]);
    expect(await kept()).not.toContain('old');
    expect(await kept()).toHaveLength(1);
  });

  it.each([
    ['too old', 60_000],
    ['no longer wanted at all', 0],
  ])('lets go of what is %s, although no more comes', async (_, keepMs) => {
    await store.add([record('old')], minute(1));
    const alone = keeper(minute(5), keepMs);
    alone.onApplicationBootstrap();
    await alone.beforeApplicationShutdown();
    expect(await kept()).toEqual([]);
  });

  it('fails nobody when the records cannot be kept', async () => {
    const broken = { add: () => Promise.reject(new Error('no database')) } as unknown as UnknownRecordsStore;
    await expect(keeper(minute(1), 60_000, broken).keep(received, [unknown])).resolves.toBeUndefined();
  });
});
