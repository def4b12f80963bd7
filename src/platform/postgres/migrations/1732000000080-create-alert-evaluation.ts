import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When groups of rules are due, who evaluates them and what came of it. Not derived from the log: what matters is in
 * its events, and of what is lost here the next round makes up. `json`, not `jsonb`: it is read back whole, and holds
 * whatever text was reported.
 */
export class CreateAlertEvaluation1732000000080 implements MigrationInterface {
  readonly name = 'CreateAlertEvaluation1732000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema if not exists alerting;

      create table alerting.evaluation_groups (
        name text collate "C" primary key,
        interval_ms bigint not null,
        planned boolean not null,
        planned_at timestamptz not null,
        next_at timestamptz not null,
        last_at timestamptz,
        claimed_by text collate "C",
        claimed_until timestamptz,
        iterations bigint not null default 0,
        missed bigint not null default 0,
        duration_ms double precision,
        late boolean not null default false,
        error text,
        open integer not null default 0,
        log_id text collate "C",
        revision bigint,
        snapshot json
      );
      create index evaluation_groups_due on alerting.evaluation_groups (next_at);

      create table alerting.rule_evaluations (
        rule_id text collate "C" not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        evaluations bigint not null default 1,
        duration_ms double precision not null,
        late boolean not null,
        health text collate "C" not null,
        error text,
        failed_rounds integer not null,
        results integer not null,
        samples json not null,
        primary key (rule_id, first_at)
      );
      create index rule_evaluations_age on alerting.rule_evaluations (last_at);

      create table alerting.current_values (
        alert_id text collate "C" primary key,
        group_name text collate "C" not null,
        value text not null,
        annotations json not null,
        at timestamptz not null
      );
      create index current_values_group on alerting.current_values (group_name);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table alerting.evaluation_groups, alerting.rule_evaluations, alerting.current_values; drop schema if exists alerting',
    );
  }
}
