import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendFunction } from './event-log-append.sql.js';

/**
 * The tables of the embedded event log. `streams` numbers the names, so that the event rows and their indexes carry
 * eight bytes instead; a stream's last revision is read from the end of its index, which costs an append less than
 * keeping it up to date. `data` and `meta` are text: they come back byte for byte.
 */
export class CreateEventLog1732000000001 implements MigrationInterface {
  readonly name = 'CreateEventLog1732000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema eventlog;

      create table eventlog.log (
        only_row boolean primary key default true check (only_row),
        id uuid not null default gen_random_uuid()
      );
      insert into eventlog.log default values;

      create sequence eventlog.stream_id;
      create table eventlog.streams (
        id bigint primary key,
        name text collate "C" not null unique
      );

      create table eventlog.events (
        position bigint primary key,
        stream_id bigint not null,
        revision bigint not null,
        recorded_at timestamptz not null,
        event_id uuid not null,
        schema_version integer not null,
        type text collate "C" not null,
        data text not null,
        meta text not null
      );
      create unique index events_by_revision on eventlog.events (stream_id, revision);
      create unique index events_by_id on eventlog.events (stream_id, event_id);

      create function eventlog.refuse() returns trigger language plpgsql as $$
      begin
        raise exception 'the event log is append-only: % on % is refused', tg_op, tg_table_name
          using errcode = 'insufficient_privilege';
      end $$;
      create trigger events_are_immutable before update or delete or truncate on eventlog.events
        for each statement execute function eventlog.refuse();
      create trigger streams_are_kept before update or delete or truncate on eventlog.streams
        for each statement execute function eventlog.refuse();
    `);
    await runner.query(appendFunction);
  }

  async down(runner: QueryRunner): Promise<void> {
    const rows: unknown[] = await runner.query('select 1 from eventlog.events limit 1');
    if (rows.length > 0) throw new Error('the event log holds events: it is not dropped');
    await runner.query('drop schema eventlog cascade');
  }
}
