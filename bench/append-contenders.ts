import { randomUUID } from 'node:crypto';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { NewEvent } from '../src/kernel/event.js';
import { openPostgresEventLog } from '../src/platform/event-store/postgres/postgres-event-log.js';

/** Something that appends events; `append` resolves when they are durable. */
export interface Contender {
  append(writer: number, events: readonly NewEvent[]): Promise<unknown>;
  close(): Promise<void>;
}

/** About 300 bytes of data and as much around it: a recorded model call. */
export function modelCall(): NewEvent {
  return {
    id: randomUUID(),
    type: 'ModelCallRecorded',
    schemaVersion: 1,
    data: {
      agentId: 'backend-engineer-7',
      model: 'claude-sonnet-4-5',
      provider: 'anthropic',
      inputTokens: 12_345,
      outputTokens: 678,
      cacheReadTokens: 9_000,
      cacheWriteTokens: 120,
      costUsd: '0.04821',
      durationMs: 2_345,
      success: true,
      requestId: 'req_011CQ7tWbrPeE8mJjzYy4Aaa',
    },
    meta: {
      occurredAt: '2026-11-02T10:00:00.000Z',
      actor: { type: 'api_key', id: 'key-1', name: 'reporter' },
      correlationId: 'c-1',
      source: 'events',
    },
  };
}

/** The least any event table needs: the same columns and indexes as the log's, written by plain SQL. */
export async function openRaw(url: string, connections: number): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // Connections that are about to close may still hear that their server stops.
  pool.on('error', () => undefined);
  await pool.query(`
    create table if not exists raw_events (
      position bigint generated always as identity primary key,
      stream_id bigint not null, revision bigint not null, recorded_at timestamptz not null default clock_timestamp(),
      event_id uuid not null, schema_version integer not null, type text not null, data text not null, meta text not null,
      unique (stream_id, revision), unique (stream_id, event_id));
    create sequence if not exists raw_stream;`);
  const { rows } = await pool.query<{ first: string }>(`select nextval('raw_stream') * 1000 as first`);
  const revisions = new Map<number, number>();
  return {
    append: async (writer, events) => {
      const stream = Number(rows[0]!.first) + writer;
      const revision = revisions.get(writer) ?? 0;
      revisions.set(writer, revision + events.length);
      if (events.length === 1) {
        const [event] = events as [NewEvent];
        return pool.query({
          name: 'raw_one',
          text: `insert into raw_events (stream_id, revision, event_id, schema_version, type, data, meta)
                 values ($1, $2, $3, $4, $5, $6, $7)`,
          values: [stream, revision, event.id, 1, event.type, JSON.stringify(event.data), JSON.stringify(event.meta)],
        });
      }
      return pool.query({
        name: 'raw_many',
        text: `insert into raw_events (stream_id, revision, event_id, schema_version, type, data, meta)
               select $1, revision, id, 1, type, data, meta
                 from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[]) u(revision, id, type, data, meta)`,
        values: [
          stream,
          events.map((_, n) => revision + n),
          events.map((event) => event.id),
          events.map((event) => event.type),
          events.map((event) => JSON.stringify(event.data)),
          events.map((event) => JSON.stringify(event.meta)),
        ],
      });
    },
    close: () => pool.end(),
  };
}

export async function openLog(url: string): Promise<Contender> {
  const log = await openPostgresEventLog(url);
  const run = randomUUID();
  return {
    append: (writer, events) => log.append(`agentActivity-${run}-${writer}`, events, { expected: 'any' }),
    close: () => log.close(),
  };
}

export async function openEmmett(url: string): Promise<Contender> {
  const store = getPostgreSQLEventStore(url);
  const run = randomUUID();
  return {
    append: (writer, events) =>
      store.appendToStream(
        `agentActivity-${run}-${writer}`,
        events.map((event) => ({ type: event.type, data: event.data, metadata: event.meta })) as never,
      ),
    close: () => store.close(),
  };
}
