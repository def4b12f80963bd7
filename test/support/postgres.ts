import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool } from '../../src/platform/postgres/pool.js';

export interface TestDatabase {
  /** Connection URL of this database, as superuser. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** Ends the pool, throws everybody else out and drops the database. */
  drop(): Promise<void>;
}

async function administer(statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh, migrated database of one's own, cloned from the run's template; its log has its own identity. */
export async function createTestDatabase(options: { readonly poolSize?: number } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  // Several test files clone at once, and a template being cloned is briefly in use: one at a time.
  await administer([
    'select pg_advisory_lock(7306350217044231002)',
    `create database ${name} template ${inject('postgresTemplate')}`,
  ]);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  const pool = createPool({ connectionString: url.href, applicationName: name, max: options.poolSize ?? 10 });
  await pool.query('update eventlog.log set id = gen_random_uuid()');
  return {
    url: url.href,
    pool,
    drop: async () => {
      await pool.end();
      await administer([`drop database if exists ${name} with (force)`]);
    },
  };
}
