import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What processes measured of themselves, for rules and graphs about the service. It is no part of the truth, which is
 * the log; all of it may be deleted at any time.
 */
export class CreateProcessSeries1732000000090 implements MigrationInterface {
  readonly name = 'CreateProcessSeries1732000000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema telemetry;

      create table telemetry.instances (
        id integer generated always as identity primary key,
        name text collate "C" not null unique,
        first_at timestamptz not null,
        last_at timestamptz not null
      );

      create table telemetry.series (
        id integer generated always as identity primary key,
        instance_id integer not null references telemetry.instances on delete cascade,
        labels text collate "C" not null,
        unique (instance_id, labels)
      );

      -- One row for every time that a process looked at itself: a time without a row is one at which nobody was there.
      create table telemetry.samples (
        instance_id integer not null references telemetry.instances on delete cascade,
        at timestamptz not null,
        -- Has every series that there is; other rows have what has changed, null for what has ended.
        complete boolean not null,
        series integer[] not null,
        "values" double precision[] not null,
        primary key (instance_id, at)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema telemetry cascade');
  }
}
