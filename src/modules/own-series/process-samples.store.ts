import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { PG_POOL } from '../../platform/runtime/tokens.js';

/** A process that measures itself, or did. */
export interface InstanceRecord {
  readonly id: number;
  readonly name: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** How many series it has. */
  readonly series: number;
}

interface ProcessSeriesRecord {
  readonly id: number;
  readonly instanceId: number;
  /** JSON of `[name, value]`, in order of names. */
  readonly labels: string;
}

/** What one process wrote down at one time, of the series that are asked for. */
export interface ProcessSamplesRecord {
  readonly instanceId: number;
  readonly at: Date;
  readonly complete: boolean;
  readonly series: readonly number[];
  readonly values: readonly (number | null)[];
}

const PAGE = 1_000;

/** The tables of what processes measured of themselves. */
@Injectable()
export class ProcessSamplesStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** The instance of this name, known from now on. */
  async instance(name: string, at: Date): Promise<number> {
    const { rows } = await this.pool.query<{ id: number }>(
      `insert into telemetry.instances as i (name, first_at, last_at) values ($1, $2, $2)
         on conflict (name) do update set last_at = greatest(i.last_at, excluded.last_at)
       returning id`,
      [name, at],
    );
    return rows[0]!.id;
  }

  /** The ids of an instance's series; those that are new are made known. */
  async seriesIds(instanceId: number, labels: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ id: number; labels: string }>(
      `with asked as (select distinct labels from unnest($2::text[]) as a (labels)),
            made as (
              insert into telemetry.series (instance_id, labels)
              select $1, a.labels from asked a
               where not exists (select from telemetry.series s where s.instance_id = $1 and s.labels = a.labels)
              on conflict do nothing
              returning id, labels
            )
       select id, labels from made
       union all
       select s.id, s.labels from telemetry.series s join asked a on a.labels = s.labels where s.instance_id = $1`,
      [instanceId, labels],
    );
    return new Map(rows.map((row) => [row.labels, row.id]));
  }

  async write({ instanceId, at, complete, series, values }: ProcessSamplesRecord): Promise<void> {
    await this.pool.query(
      `with seen as (update telemetry.instances set last_at = greatest(last_at, $2) where id = $1)
       insert into telemetry.samples (instance_id, at, complete, series, "values")
       values ($1, $2, $3, $4::integer[], $5::double precision[]) on conflict do nothing`,
      [instanceId, at, complete, series, values],
    );
  }

  async forgetBefore(at: Date): Promise<void> {
    await this.pool.query('delete from telemetry.samples where at < $1', [at]);
    await this.pool.query('delete from telemetry.instances where last_at < $1', [at]);
  }

  async instances(): Promise<readonly InstanceRecord[]> {
    const { rows } = await this.pool.query<InstanceRecord>(
      `select i.id, i.name, i.first_at as "firstAt", i.last_at as "lastAt",
              (select count(*)::integer from telemetry.series s where s.instance_id = i.id) as series
         from telemetry.instances i order by i.id`,
    );
    return rows;
  }

  async series(): Promise<readonly ProcessSeriesRecord[]> {
    const { rows } = await this.pool.query<ProcessSeriesRecord>(
      'select id, instance_id as "instanceId", labels from telemetry.series order by id',
    );
    return rows;
  }

  /** What instances wrote down of some series, instance by instance, oldest first, page by page. */
  async *samples(
    instanceIds: readonly number[],
    seriesIds: readonly number[],
    from: Date,
    until: Date,
  ): AsyncGenerator<readonly ProcessSamplesRecord[]> {
    let after: { readonly instanceId: number; readonly at: Date } | undefined;
    for (;;) {
      const { rows } = await this.pool.query<ProcessSamplesRecord>(
        `select s.instance_id as "instanceId", s.at, s.complete, w.series, w."values"
           from telemetry.samples s
          cross join lateral (
            select coalesce(array_agg(u.id), '{}') as series, coalesce(array_agg(u.value), '{}') as "values"
              from unnest(s.series, s."values") as u (id, value) where u.id = any($2::integer[])
          ) w
          where s.instance_id = any($1::integer[]) and s.at between $3 and $4
            and (s.instance_id, s.at) > ($5, $6)
          order by s.instance_id, s.at limit ${PAGE}`,
        [instanceIds, seriesIds, from, until, after?.instanceId ?? 0, after?.at ?? from],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!;
    }
  }
}
