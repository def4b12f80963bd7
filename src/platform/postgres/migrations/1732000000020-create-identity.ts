import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every replica must share beside the log. `service_secrets` holds what the service signs with; it never leaves
 * the database but into the memory of its processes. `ended_sessions` names the sign-ins that were ended before their
 * time, until that time comes.
 */
export class CreateIdentity1732000000020 implements MigrationInterface {
  readonly name = 'CreateIdentity1732000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema identity;

      create table identity.service_secrets (
        name text collate "C" primary key,
        secret bytea not null check (octet_length(secret) >= 32),
        created_at timestamptz not null default clock_timestamp()
      );

      create table identity.ended_sessions (
        session_id text collate "C" primary key,
        expires_at timestamptz not null
      );
      create index ended_sessions_by_expiry on identity.ended_sessions (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema identity cascade');
  }
}
