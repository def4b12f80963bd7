import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the log has been exported as spans, by whom, and what came of it; one row. */
export class CreateTraceExport1732000000050 implements MigrationInterface {
  readonly name = 'CreateTraceExport1732000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema tracing;

      create table tracing.export_progress (
        name text collate "C" primary key,
        log_id text collate "C" not null,
        position text collate "C",
        owner text collate "C",
        lease_until timestamptz not null,
        sent bigint not null default 0,
        failed bigint not null default 0,
        last_success_at timestamptz,
        last_error text,
        last_error_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema tracing cascade');
  }
}
