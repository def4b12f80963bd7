import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { PG_POOL } from '../../../platform/runtime/tokens.js';
import { gridTime } from './evaluation-plan.js';

/** A group that this process evaluates now, until the claim ends. */
export interface ClaimedGroup {
  readonly name: string;
  readonly intervalMs: number;
  /** The moment to evaluate at. */
  readonly at: number;
  /** Rounds that were left out since the last one. */
  readonly missed: number;
}

export interface FinishedRound {
  readonly durationMs: number;
  readonly late: boolean;
  readonly error: string | null;
}

/** How a group's evaluation fares. */
export interface EvaluationGroupStatus {
  readonly name: string;
  readonly intervalMs: number;
  readonly plannedAt: Date;
  readonly lastAt: Date | undefined;
  readonly iterations: number;
  readonly missed: number;
  readonly durationMs: number | undefined;
  readonly late: boolean;
  readonly error: string | undefined;
}

interface Row {
  readonly name: string;
  readonly interval_ms: string;
  readonly planned_at: Date;
  readonly last_at: Date | null;
  readonly iterations: string;
  readonly missed: string;
  readonly duration_ms: number | null;
  readonly late: boolean;
  readonly error: string | null;
}

/** A clock that is this much behind the last round was set back: the groups go on by the new time. */
const SET_BACK_MS = 60_000;

/** When each group is due and who has it: one row a group, shared by all replicas. Times are those of the callers. */
@Injectable()
export class EvaluationGroupsStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** The groups there are from now on. One that is left out is evaluated for as long as alerts are open in it. */
  async plan(groups: readonly { readonly name: string; readonly intervalMs: number }[], now: Date): Promise<void> {
    const rows = groups.map(({ name, intervalMs }) => ({
      name,
      interval_ms: intervalMs,
      next_at: new Date(gridTime(now.getTime(), intervalMs) + intervalMs),
    }));
    await this.pool.query(
      `with given as (
         select * from json_to_recordset($1::json) as g(name text, interval_ms bigint, next_at timestamptz)
       ), gone as (
         update alerting.evaluation_groups e set planned = false
         where e.planned and not exists (select from given g where g.name = e.name)
       )
       insert into alerting.evaluation_groups as e (name, interval_ms, planned, planned_at, next_at)
       select name, interval_ms, true, $2, next_at from given order by name
       on conflict (name) do update set
         planned = true,
         planned_at = case when e.planned then e.planned_at else excluded.planned_at end,
         interval_ms = excluded.interval_ms,
         next_at = case when e.planned and e.interval_ms = excluded.interval_ms then e.next_at else excluded.next_at end
       where not e.planned or e.interval_ms <> excluded.interval_ms`,
      [JSON.stringify(rows), now],
    );
  }

  /** Takes the group that has waited longest; undefined where none is due that nobody has. */
  async claimDue(owner: string, now: Date, leaseMs: number): Promise<ClaimedGroup | undefined> {
    const { rows } = await this.pool.query<{ name: string; interval_ms: string; last_at: Date | null }>(
      `update alerting.evaluation_groups set claimed_by = $1, claimed_until = $3
       where name = (
         select name from alerting.evaluation_groups
         where (planned or open > 0)
           and (next_at <= $2 or last_at > $2::timestamptz + greatest(2 * interval_ms, $4) * interval '1 millisecond')
           and (claimed_until is null or claimed_until <= $2)
         order by next_at limit 1 for update skip locked
       )
       returning name, interval_ms, last_at`,
      [owner, now, new Date(now.getTime() + leaseMs), SET_BACK_MS],
    );
    const row = rows[0];
    if (!row) return undefined;
    const intervalMs = Number(row.interval_ms);
    const at = gridTime(now.getTime(), intervalMs);
    const passed = row.last_at === null ? 0 : at - row.last_at.getTime();
    return { name: row.name, intervalMs, at, missed: Math.max(0, Math.floor(passed / intervalMs) - 1) };
  }

  /** Keeps the claim for longer; false where another has the group by now. */
  async keep(owner: string, group: ClaimedGroup, now: Date, leaseMs: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'update alerting.evaluation_groups set claimed_until = $3 where name = $1 and claimed_by = $2',
      [group.name, owner, new Date(now.getTime() + leaseMs)],
    );
    return rowCount === 1;
  }

  /** The round is done. What another has claimed meanwhile stays as it is. */
  async finish(owner: string, group: ClaimedGroup, { durationMs, late, error }: FinishedRound): Promise<void> {
    await this.pool.query(
      `update alerting.evaluation_groups set
         last_at = $3, next_at = $4, missed = missed + $5, iterations = iterations + 1,
         duration_ms = $6, late = $7, error = $8, claimed_by = null, claimed_until = null
       where name = $1 and claimed_by = $2`,
      [
        ...[group.name, owner, new Date(group.at), new Date(group.at + group.intervalMs), group.missed],
        ...[durationMs, late, error],
      ],
    );
  }

  /** The round was not done: whoever comes after that moment may try. */
  async release(owner: string, group: ClaimedGroup, error: string, until: Date): Promise<void> {
    await this.pool.query(
      `update alerting.evaluation_groups set claimed_by = null, claimed_until = $4, error = $3
       where name = $1 and claimed_by = $2`,
      [group.name, owner, error, until],
    );
  }

  /** Of every group that is evaluated. */
  async statuses(): Promise<readonly EvaluationGroupStatus[]> {
    const { rows } = await this.pool.query<Row>(
      `select name, interval_ms, planned_at, last_at, iterations, missed, duration_ms, late, error
       from alerting.evaluation_groups where planned or open > 0 order by name`,
    );
    return rows.map((row) => ({
      name: row.name,
      intervalMs: Number(row.interval_ms),
      plannedAt: row.planned_at,
      lastAt: row.last_at ?? undefined,
      iterations: Number(row.iterations),
      missed: Number(row.missed),
      durationMs: row.duration_ms ?? undefined,
      late: row.late,
      error: row.error ?? undefined,
    }));
  }
}
