import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { JsonObject } from '../../kernel/json.js';
import { PG_POOL } from '../../platform/runtime/tokens.js';
import type { OtlpSignal } from './otlp-records.js';
import type { UnknownRecord } from './unknown-record.js';

/** Where a reader of all records is: they are read in the order of their digests, which never changes. */
export interface KeptRecord {
  readonly digest: string;
  readonly signal: OtlpSignal;
  readonly record: JsonObject;
}

export interface KeptBounds {
  readonly before: Date;
  readonly rows: number;
  readonly bytes: number;
}

/** Deleted by one statement, so that none holds its locks for long. */
const DELETED_AT_ONCE = 1_000;

/** Telemetry that no mapper knew; see the migration. */
@Injectable()
export class UnknownRecordsStore {
  constructor(@Inject(PG_POOL) private readonly pool: pg.Pool) {}

  /** Keeps what is not kept already; answers how many that were. */
  async add(records: readonly UnknownRecord[], receivedAt: Date): Promise<number> {
    // In one order, so that two exports with the same records never wait for each other.
    const sorted = [...records].sort((one, other) => (one.digest < other.digest ? -1 : 1));
    const { rowCount } = await this.pool.query(
      `insert into otlp.unknown_records (digest, signal, source, name, received_at, record, bytes)
       select u.digest, u.signal, u.source, u.name, $1, u.record::jsonb, u.bytes
         from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
           as u (digest, signal, source, name, record, bytes)
       on conflict (digest) do nothing`,
      [
        receivedAt,
        sorted.map(({ digest }) => digest),
        sorted.map(({ signal }) => signal),
        sorted.map(({ source }) => source),
        sorted.map(({ name }) => name),
        sorted.map(({ record }) => JSON.stringify(record)),
        sorted.map(({ bytes }) => bytes),
      ],
    );
    return rowCount ?? 0;
  }

  /** Up to so many records after a digest, in the order of their digests. */
  async after(digest: string, limit: number): Promise<readonly KeptRecord[]> {
    const { rows } = await this.pool.query<KeptRecord>(
      'select digest, signal, record from otlp.unknown_records where digest > $1 order by digest limit $2',
      [digest, limit],
    );
    return rows;
  }

  async remove(digests: readonly string[]): Promise<void> {
    await this.pool.query('delete from otlp.unknown_records where digest = any($1::text[])', [digests]);
  }

  /** Deletes what is too old, and the oldest of what is too much; answers how many that were. */
  async trim({ before, rows, bytes }: KeptBounds): Promise<number> {
    const old = await this.inBatches(
      'select digest from otlp.unknown_records where received_at < $1 order by received_at, digest limit $2',
      [before, DELETED_AT_ONCE],
    );
    const { rows: found } = await this.pool.query<{ rows: string; bytes: string }>(
      'select count(*) as rows, coalesce(sum(bytes), 0) as bytes from otlp.unknown_records',
    );
    if (Number(found[0]?.rows) <= rows && Number(found[0]?.bytes) <= bytes) return old;
    const surplus = await this.inBatches(
      `select digest from (
         select digest, row_number() over newest as rows, sum(bytes) over newest as bytes
           from otlp.unknown_records window newest as (order by received_at desc, digest)) kept
        where rows > $1 or bytes > $2 limit $3`,
      [rows, bytes, DELETED_AT_ONCE],
    );
    return old + surplus;
  }

  private async inBatches(chosen: string, parameters: readonly unknown[]): Promise<number> {
    for (let deleted = 0; ;) {
      const { rowCount } = await this.pool.query(`delete from otlp.unknown_records where digest in (${chosen})`, [
        ...parameters,
      ]);
      deleted += rowCount ?? 0;
      if ((rowCount ?? 0) < DELETED_AT_ONCE) return deleted;
    }
  }
}
