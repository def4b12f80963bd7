import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What shows whether the log is still what it was. `seals` holds the hashes of the events as they were first read; it is
 * the one thing here that is not derived anew, because a log that somebody changed would make hashes that agree with it.
 * `verifications` holds what each comparison of the log with its seals came to.
 */
export class CreateAuditProof1732000000100 implements MigrationInterface {
  readonly name = 'CreateAuditProof1732000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema audit;

      -- Each seal begins where the one before ended, so two that begin alike cannot both be.
      create table audit.seals (
        log_id text collate "C" not null,
        first bigint not null,
        size bigint not null check (size > first),
        position text collate "C" not null,
        leaves bytea not null check (octet_length(leaves) = 32 * (size - first)),
        frontier bytea not null,
        root bytea not null check (octet_length(root) = 32),
        sealed_at timestamptz not null default clock_timestamp(),
        primary key (log_id, first)
      );
      -- Hashes do not compress.
      alter table audit.seals alter column leaves set storage external;

      create table audit.verifications (
        id bigint generated always as identity primary key,
        log_id text collate "C" not null,
        requested_at timestamptz not null default clock_timestamp(),
        run text collate "C",
        updated_at timestamptz,
        checked bigint not null default 0,
        of bigint not null default 0,
        finished_at timestamptz,
        size bigint,
        root bytea,
        position text collate "C",
        mismatch json
      );
      create unique index verifications_under_way on audit.verifications (log_id) where finished_at is null;
      create index verifications_finished on audit.verifications (log_id, id) where finished_at is not null;

      create function audit.refuse() returns trigger language plpgsql as $$
      begin
        raise exception 'what proves the log is append-only: % on % is refused', tg_op, tg_table_name
          using errcode = 'insufficient_privilege';
      end $$;
      create trigger seals_are_immutable before update or delete or truncate on audit.seals
        for each statement execute function audit.refuse();
      create trigger verifications_are_kept before delete or truncate on audit.verifications
        for each statement execute function audit.refuse();
      create trigger outcomes_are_immutable before update on audit.verifications
        for each row when (old.finished_at is not null) execute function audit.refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema audit cascade');
  }
}
