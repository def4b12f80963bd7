import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Telemetry that no mapper knew, as it was received but for secrets and content: for a bounded time, so that a later
 * mapper can read it. It is no part of the truth, which is the log; all of it may be deleted at any time.
 */
export class CreateOtlpUnknownRecords1732000000040 implements MigrationInterface {
  readonly name = 'CreateOtlpUnknownRecords1732000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema otlp;

      create table otlp.unknown_records (
        digest text collate "C" primary key,
        signal text collate "C" not null,
        source text collate "C" not null,
        name text collate "C" not null,
        received_at timestamptz not null,
        record jsonb not null,
        bytes integer not null
      );
      create index unknown_records_by_name on otlp.unknown_records (signal, source, name, received_at desc);
      create index unknown_records_by_age on otlp.unknown_records (received_at desc, digest) include (bytes);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema otlp cascade');
  }
}
