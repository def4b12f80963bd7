import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createPool } from './pool.js';
import { runMigrations } from './run-migrations.js';

class NotesItsTimeout1732999999999 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table noted_timeout as select current_setting('statement_timeout') as noted`);
  }

  async down(): Promise<void> {}
}

describe('runMigrations', () => {
  let database: TestDatabase;
  const name = `migrate_${process.pid}_${Date.now()}`;
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query(`create database ${name} template template0`);
  });

  afterAll(async () => {
    await database.pool.query(`drop database ${name} with (force)`);
    await database.drop();
  });

  it('migrates an empty database once although several processes start together', async () => {
    const said: string[] = [];
    const migrate = () => runMigrations({ connectionString: url.href }, { log: (message) => said.push(message) });
    await Promise.all([migrate(), migrate(), migrate()]);

    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query<{ name: string }>('select name from platform_migrations order by id');
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(said).toHaveLength(rows.length);
  });

  it('lets a migration take as long as it needs, whatever the database cancels otherwise', async () => {
    await database.pool.query(`alter database ${name} set statement_timeout = '5s'`);
    await runMigrations({ connectionString: url.href, migrations: [NotesItsTimeout1732999999999] });

    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query('select noted, current_setting($1) as otherwise from noted_timeout', [
      'statement_timeout',
    ]);
    await client.end();
    expect(rows).toEqual([{ noted: '0', otherwise: '5s' }]);
  });

  it('lets the pool name itself and cancels statements that take too long', async () => {
    const pool = createPool({
      connectionString: url.href,
      applicationName: 'orchestrate-test',
      statementTimeoutMs: 50,
    });
    const { rows } = await pool.query<{ name: string; big: string }>(
      `select current_setting('application_name') as name, 9007199254740993::bigint as big`,
    );
    expect(rows[0]).toEqual({ name: 'orchestrate-test', big: '9007199254740993' });
    await expect(pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    await pool.end();
  });
});
