import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trigrams: with them an index finds any part of a text, which searches over millions of rows need. */
export class CreateTextSearch1732000000030 implements MigrationInterface {
  readonly name = 'CreateTextSearch1732000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists pg_trgm with schema public');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop extension pg_trgm');
  }
}
