import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the projection engine remembers beside the read models themselves. `checkpoints` holds, per projection and
 * target (the tables that serve, or a rebuild under way), the place in the log, the lease and the fencing epoch.
 */
export class CreateProjectionEngine1732000000010 implements MigrationInterface {
  readonly name = 'CreateProjectionEngine1732000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema projections;
      create schema projection_rebuild;

      create table projections.checkpoints (
        projection text collate "C" not null,
        target text collate "C" not null check (target in ('live', 'rebuild')),
        version integer not null,
        shape text not null,
        log_id text not null,
        position text collate "C",
        recorded_at timestamptz,
        tables text[] not null,
        owner text collate "C",
        epoch bigint not null default 0,
        lease_expires_at timestamptz,
        failure text,
        events bigint not null default 0,
        events_per_second double precision,
        requested_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        primary key (projection, target)
      ) with (fillfactor = 20);

      create table projections.replicas (
        id text collate "C" primary key,
        wanted integer not null,
        expires_at timestamptz not null
      );

      create table projections.dead_letters (
        projection text collate "C" not null,
        position text collate "C" not null,
        event_id text not null,
        stream text not null,
        revision bigint not null,
        type text not null,
        error text not null,
        attempts integer not null default 1,
        first_at timestamptz not null default clock_timestamp(),
        last_at timestamptz not null default clock_timestamp(),
        retry_requested_at timestamptz,
        primary key (projection, position)
      );

      create function projections.refuse_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('projections.purge', true) = 'on' then
          return null;
        end if;
        raise exception '% on % is refused: its rows are immutable', tg_op, tg_table_name
          using errcode = 'insufficient_privilege';
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema projection_rebuild cascade; drop schema projections cascade');
  }
}
