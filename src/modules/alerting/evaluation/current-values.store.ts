import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { PG_POOL } from '../../../platform/runtime/tokens.js';

/** What the last evaluation found of an open alert: its value changes without an event. */
export interface CurrentValue {
  readonly value: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly at: Date;
}

@Injectable()
export class CurrentValuesStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** All of a group, at once; those to keep stay as they are. */
  async replace(group: string, values: ReadonlyMap<string, CurrentValue>, keep: readonly string[]): Promise<void> {
    const rows = [...values].map(([alertId, { value, annotations, at }]) => ({ alertId, value, annotations, at }));
    await this.pool.query(
      `with given as (
         select * from json_to_recordset($2::json) as g("alertId" text, value text, annotations json, at timestamptz)
       ), gone as (
         delete from alerting.current_values
         where group_name = $1 and alert_id <> all($3) and alert_id not in (select "alertId" from given)
       )
       insert into alerting.current_values (alert_id, group_name, value, annotations, at)
       select "alertId", $1, value, annotations, at from given
       on conflict (alert_id) do update set value = excluded.value, annotations = excluded.annotations, at = excluded.at`,
      [group, JSON.stringify(rows), keep],
    );
  }

  async of(alertIds: readonly string[]): Promise<ReadonlyMap<string, CurrentValue>> {
    if (alertIds.length === 0) return new Map();
    const { rows } = await this.pool.query<CurrentValue & { readonly alert_id: string }>(
      'select alert_id, value, annotations, at from alerting.current_values where alert_id = any($1)',
      [alertIds],
    );
    return new Map(rows.map(({ alert_id, ...current }) => [alert_id, current]));
  }
}
