import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What processes remember, how far they have read, and what they want done. `json`, not `jsonb`: the rows are read back
 * whole, and hold whatever text was reported.
 */
export class CreateProcesses1732000000070 implements MigrationInterface {
  readonly name = 'CreateProcesses1732000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema processes;

      create table processes.checkpoints (
        name text collate "C" primary key,
        log_id text collate "C" not null,
        position text collate "C",
        begun boolean not null default false,
        wake_at timestamptz,
        owner text collate "C",
        epoch bigint not null default 0,
        lease_until timestamptz not null
      );

      create table processes.state (
        process text collate "C" not null,
        kind text collate "C" not null,
        key text collate "C" not null,
        row json not null,
        primary key (process, kind, key)
      );

      create table processes.outbox (
        seq bigint generated always as identity primary key,
        process text collate "C" not null,
        id text collate "C" not null,
        topic text collate "C" not null,
        data json not null,
        created_at timestamptz not null default clock_timestamp(),
        dispatched_at timestamptz,
        unique (process, id)
      );
      create index outbox_waiting on processes.outbox (process, seq) where dispatched_at is null;
      create index outbox_dispatched on processes.outbox (process, dispatched_at) where dispatched_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema processes cascade');
  }
}
