import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The secrets of notification channels, each version encrypted by a key of its own that a master key wraps; and which
 * version an incident was opened with, since only that one can close it. Not in the log, which forgets nothing.
 */
export class CreateChannelSecrets1732000000060 implements MigrationInterface {
  readonly name = 'CreateChannelSecrets1732000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema channels;

      create table channels.secrets (
        channel_id text collate "C" not null,
        field text collate "C" not null,
        version text collate "C" not null,
        key_id text collate "C" not null,
        wrapped_key bytea not null,
        sealed bytea not null,
        created_at timestamptz not null,
        replaced_at timestamptz,
        primary key (channel_id, field, version)
      );

      create table channels.open_incidents (
        channel_id text collate "C" not null,
        dedup_key text collate "C" not null,
        secret_version text collate "C" not null,
        sent_at timestamptz not null,
        primary key (channel_id, dedup_key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema channels cascade');
  }
}
