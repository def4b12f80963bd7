import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import { EventReader } from './event-reader.js';
import { PostgresEventLog } from './postgres-event-log.js';

const event = () => ({
  id: randomUUID(),
  type: 'ThingHappened',
  schemaVersion: 1,
  data: {},
  meta: {
    occurredAt: '2026-11-02T10:00:00.000Z',
    actor: { type: 'system' as const, id: 'system', name: 'system' },
    correlationId: 'c-1',
    source: 'system',
  },
});
const few = Array.from({ length: 20 }, (_, n) => `few-${n}`);

describe('where few streams hold nearly all events', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;

  beforeAll(async () => {
    database = await createTestDatabase();
    log = new PostgresEventLog(database.pool);
    await log.appendMany(few.map((stream) => ({ stream, events: [event(), event()], expected: 'any' })));
    for (let n = 0; n < 10; n++) {
      const many = Array.from({ length: 1_000 }, event);
      await log.append(`many-${n}`, many, { expected: 'any' });
    }
    await database.pool.query('analyze eventlog.events; analyze eventlog.streams');
  });

  afterAll(async () => {
    await log.close();
    await database.drop();
  });

  /** How Postgres goes about the statements of a read. */
  async function plansOf(read: (reader: EventReader) => Promise<unknown>): Promise<string> {
    const statements: pg.QueryConfig[] = [];
    const pool = {
      query: (statement: pg.QueryConfig) => {
        statements.push(statement);
        return Promise.resolve({ rows: [] });
      },
    };
    await read(new EventReader(pool as unknown as pg.Pool));
    const plans = await Promise.all(
      statements.map(({ text, values }) =>
        database.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values as unknown[]),
      ),
    );
    return plans.flatMap(({ rows }) => rows.map((row) => row['QUERY PLAN'])).join('\n');
  }

  it.each<[string, (reader: EventReader) => Promise<unknown>]>([
    ['small streams together', (reader) => reader.readStreams(few)],
    ['one stream', (reader) => reader.readStream('few-1', { from: 0n, direction: 'forwards', limit: 1_000 })],
    ['the last revision of a stream', (reader) => reader.streamInfo('many-1')],
  ])('%s are read from their index', async (_, read) => {
    const plans = await plansOf(read);
    expect(plans).toContain('events_by_revision');
    expect(plans).not.toContain('Seq Scan on events');
  });

  it('gives each of many streams whole and in order', async () => {
    const streams = await log.readStreams([...few, 'many-3', 'none']);
    expect([...streams.keys()]).toEqual([...few, 'many-3', 'none']);
    expect(streams.get('few-7')!.map(({ revision }) => revision)).toEqual([0n, 1n]);
    expect(streams.get('many-3')!.map(({ revision }) => Number(revision))).toEqual([...Array(1_000).keys()]);
    expect(streams.get('none')).toEqual([]);
  });
});
