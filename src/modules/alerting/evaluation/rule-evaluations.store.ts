import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { decodeCursor, type Paged, toPage } from '../../../platform/http/paging.js';
import { PG_POOL } from '../../../platform/runtime/tokens.js';

/** An element of a result, as people may look at it later. */
export interface EvaluatedSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** What an evaluation of a rule came to. */
export interface RuleEvaluation {
  readonly ruleId: string;
  readonly at: Date;
  readonly durationMs: number;
  /** It did not wait for all that had been recorded by then. */
  readonly late: boolean;
  readonly error: string | null;
  /** Failures in a row, up to this one; 0 where it succeeded. */
  readonly failedRounds: number;
  readonly results: number;
  /** The first ones. */
  readonly samples: readonly EvaluatedSample[];
}

/** Evaluations that came to the same: nothing, or the same error. */
export interface RecordedEvaluation extends Omit<RuleEvaluation, 'at'> {
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly evaluations: number;
}

/** What one of a rule's alerts is asked for. */
interface EvaluationsAsked {
  readonly ruleId: string;
  readonly from: Date;
  readonly to: Date;
  readonly labels: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly cursor: string | undefined;
}

interface LabelledEvaluation extends RecordedEvaluation {
  /** Null: it did not find them, or not among the samples that are kept. */
  readonly value: string | null;
}

interface Row {
  readonly rule_id: string;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly evaluations: string;
  readonly duration_ms: number;
  readonly late: boolean;
  readonly error: string | null;
  readonly failed_rounds: number;
  readonly results: number;
  readonly samples: readonly EvaluatedSample[];
}

/** A longer run is cut, so that what is too old can be removed. */
const LONGEST_RUN = '1 hour';
const DELETED_AT_ONCE = 10_000;

/**
 * The record of evaluations, for a bounded time. A run of evaluations without a result, or with the same error, is one
 * row: most rules find nothing for days.
 */
@Injectable()
export class RuleEvaluationsStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  async record(evaluations: readonly RuleEvaluation[], intervalMs: number): Promise<void> {
    if (evaluations.length === 0) return;
    await this.pool.query(
      `with given as (
         select *, case when error is null then 'ok' else 'error' end as health
         from json_to_recordset($1::json) as g("ruleId" text, at timestamptz, "durationMs" double precision,
           late boolean, error text, "failedRounds" integer, results integer, samples json)
       ), extended as (
         update alerting.rule_evaluations e set last_at = g.at, evaluations = e.evaluations + 1,
           duration_ms = g."durationMs", failed_rounds = g."failedRounds"
         from given g
         cross join lateral (
           select first_at from alerting.rule_evaluations
           where rule_id = g."ruleId" order by first_at desc limit 1
         ) latest
         where e.rule_id = g."ruleId" and e.first_at = latest.first_at
           and e.results = 0 and g.results = 0 and e.health = g.health and e.late = g.late
           and e.error is not distinct from g.error
           and g.at > e.last_at and g.at <= e.last_at + 2 * $2 * interval '1 millisecond'
           and g.at < e.first_at + interval '${LONGEST_RUN}'
         returning e.rule_id
       )
       insert into alerting.rule_evaluations as e
         (rule_id, first_at, last_at, duration_ms, late, health, error, failed_rounds, results, samples)
       select "ruleId", at, at, "durationMs", late, health, error, "failedRounds", results, samples
       from given where "ruleId" not in (select rule_id from extended)
       on conflict (rule_id, first_at) do update set duration_ms = excluded.duration_ms, late = excluded.late,
         health = excluded.health, error = excluded.error, failed_rounds = excluded.failed_rounds,
         results = excluded.results, samples = excluded.samples`,
      [JSON.stringify(evaluations), intervalMs],
    );
  }

  /** The newest of each rule, as of `at` where it is given. */
  async latest(ruleIds: readonly string[], at?: Date): Promise<ReadonlyMap<string, RecordedEvaluation>> {
    const { rows } = await this.pool.query<Row>(
      `select latest.* from unnest($1::text[]) as wanted(id)
       cross join lateral (
         select * from alerting.rule_evaluations
         where rule_id = wanted.id and first_at <= coalesce($2, 'infinity'::timestamptz)
         order by first_at desc limit 1
       ) latest`,
      [ruleIds, at ?? null],
    );
    return new Map(rows.map((row) => [row.rule_id, recordedEvaluation(row)]));
  }

  /**
   * Evaluations of a rule from one moment to another, the latest first, with what each found for these labels. `total`
   * is what was counted with the first page.
   */
  async between({ ruleId, from, to, labels, limit, cursor }: EvaluationsAsked): Promise<Paged<LabelledEvaluation>> {
    const [before, counted] = cursor === undefined ? [null, undefined] : decodeCursor(cursor, 2);
    // A run is at most so long: what began earlier was over by then.
    const period = `rule_id = $1 and first_at > $2::timestamptz - interval '${LONGEST_RUN}' and last_at >= $2 and first_at <= $3`;
    const { rows } = await this.pool.query<Row & { readonly value: string | null }>(
      `select e.*, (
         select sample ->> 'value' from jsonb_array_elements(e.samples::jsonb) sample
         where sample -> 'labels' = $4::jsonb limit 1
       ) as value
       from alerting.rule_evaluations e
       where ${period} and ($5::bigint is null or first_at < to_timestamp($5::bigint / 1000.0))
       order by first_at desc limit $6`,
      [ruleId, from, to, JSON.stringify(labels), before, limit + 1],
    );
    const total = typeof counted === 'number' ? counted : await this.count(period, [ruleId, from, to]);
    const keyOf = (row: Row) => [row.first_at.getTime(), total];
    return toPage(rows, limit, total, keyOf, (row) => ({ ...recordedEvaluation(row), value: row.value }));
  }

  private async count(condition: string, given: readonly unknown[]): Promise<number> {
    const { rows } = await this.pool.query<{ total: string }>(
      `select count(*) as total from alerting.rule_evaluations where ${condition}`,
      [...given],
    );
    return Number(rows[0]?.total ?? 0);
  }

  /** Removes what is older; in portions, so that nobody waits for it. */
  async forgetBefore(before: Date): Promise<number> {
    const { rowCount } = await this.pool.query(
      `delete from alerting.rule_evaluations where ctid = any(array(
         select ctid from alerting.rule_evaluations where last_at < $1 limit ${DELETED_AT_ONCE}))`,
      [before],
    );
    return rowCount ?? 0;
  }
}

function recordedEvaluation(row: Row): RecordedEvaluation {
  return {
    ruleId: row.rule_id,
    firstAt: row.first_at,
    lastAt: row.last_at,
    evaluations: Number(row.evaluations),
    durationMs: row.duration_ms,
    late: row.late,
    error: row.error,
    failedRounds: row.failed_rounds,
    results: row.results,
    samples: row.samples,
  };
}
