import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { LogPosition } from '../../../kernel/event.js';
import { PG_POOL } from '../../../platform/runtime/tokens.js';

const NAME = 'agent-runs';

/** How far the log has been exported, and what came of it. */
export interface ExportProgress {
  /** Undefined: nothing has been read yet. */
  readonly position: LogPosition | undefined;
  readonly sent: number;
  readonly failed: number;
  readonly lastSuccessAt: Date | undefined;
  readonly lastError: { readonly at: Date; readonly message: string } | undefined;
}

interface Row {
  readonly position: string | null;
  readonly sent: string;
  readonly failed: string;
  readonly last_success_at: Date | null;
  readonly last_error: string | null;
  readonly last_error_at: Date | null;
}

/** The one row that all replicas share: who exports, and how far. All times are the database's. */
@Injectable()
export class ExportProgressStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  async read(): Promise<ExportProgress | undefined> {
    const { rows } = await this.pool.query<Row>('select * from tracing.export_progress where name = $1', [NAME]);
    return rows[0] && progressOf(rows[0]);
  }

  /** Takes or keeps the work for a while; undefined while another replica has it. Another log is begun anew. */
  async claim(owner: string, logId: string, leaseMs: number): Promise<ExportProgress | undefined> {
    const { rows } = await this.pool.query<Row>(
      `insert into tracing.export_progress as known (name, log_id, owner, lease_until)
       values ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
       on conflict (name) do update set
         position = case when known.log_id = excluded.log_id then known.position end,
         log_id = excluded.log_id, owner = excluded.owner, lease_until = excluded.lease_until
       where known.owner = excluded.owner or known.lease_until < clock_timestamp()
       returning *`,
      [NAME, logId, owner, leaseMs],
    );
    return rows[0] && progressOf(rows[0]);
  }

  /** Everything up to the position is done. */
  async advance(owner: string, position: LogPosition, sent: number): Promise<void> {
    await this.pool.query(
      `update tracing.export_progress set position = $3, sent = sent + $4,
         last_success_at = case when $4 > 0 then clock_timestamp() else last_success_at end
       where name = $1 and owner = $2`,
      [NAME, owner, position, sent],
    );
  }

  async recordFailure(owner: string, spans: number, message: string): Promise<void> {
    await this.pool.query(
      `update tracing.export_progress set failed = failed + $3, last_error = $4, last_error_at = clock_timestamp()
       where name = $1 and owner = $2`,
      [NAME, owner, spans, message],
    );
  }

  /** Others may go on at once. */
  async release(owner: string): Promise<void> {
    await this.pool.query(
      `update tracing.export_progress set owner = null, lease_until = clock_timestamp() where name = $1 and owner = $2`,
      [NAME, owner],
    );
  }
}

function progressOf(row: Row): ExportProgress {
  return {
    position: (row.position as LogPosition | null) ?? undefined,
    sent: Number(row.sent),
    failed: Number(row.failed),
    lastSuccessAt: row.last_success_at ?? undefined,
    lastError:
      row.last_error === null || row.last_error_at === null
        ? undefined
        : { at: row.last_error_at, message: row.last_error },
  };
}
