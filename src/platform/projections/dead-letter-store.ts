import type { Pool } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import { messageOf } from './database-fault.js';
import type { PoisonEvent } from './owned-projection.js';
import { ColumnArrays, insertSelect, sqlColumn, statementOf } from './row-sql.js';
import type { Statement } from './statement.js';

/** An event that a live projection could not take and went on without. */
export interface DeadLetter {
  readonly projection: string;
  readonly position: LogPosition;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

const columns = [
  sqlColumn('projection', 'text'),
  sqlColumn('position', 'text'),
  sqlColumn('event_id', 'text'),
  sqlColumn('stream', 'text'),
  sqlColumn('revision', 'numeric'),
  sqlColumn('type', 'text'),
  sqlColumn('error', 'text'),
];

const fields = `projection, position, event_id as "eventId", stream, revision::text, type, error, attempts,
  first_at as "firstAt", last_at as "lastAt"`;

type DeadLetterRow = Omit<DeadLetter, 'revision'> & { revision: string };
const fromRow = (row: DeadLetterRow): DeadLetter => ({ ...row, revision: BigInt(row.revision) });

/** Part of the transaction that advances the checkpoint past the events. */
export function setAside(projection: string, poison: readonly PoisonEvent[]): Statement {
  const arrays = new ColumnArrays(columns);
  for (const { event, error } of poison) {
    const values = [
      projection,
      event.position,
      event.id,
      event.stream,
      String(event.revision),
      event.type,
      messageOf(error).slice(0, 2000),
    ];
    arrays.add((index) => values[index]);
  }
  return statementOf(
    `${insertSelect('projections.dead_letters', columns)} on conflict (projection, position) do update set
      error = excluded.error, attempts = dead_letters.attempts + 1, last_at = clock_timestamp(), retry_requested_at = null`,
    arrays,
  );
}

/** Part of the transaction that applied the event after all. */
export function takeUp(letter: DeadLetter): Statement {
  return {
    text: 'delete from projections.dead_letters where projection = $1 and position = $2',
    values: [letter.projection, letter.position],
  };
}

export async function listDeadLetters(pool: Pool, projections?: readonly string[]): Promise<readonly DeadLetter[]> {
  const { rows } = await pool.query<DeadLetterRow>(
    `select ${fields} from projections.dead_letters where $1::text[] is null or projection = any($1) order by position, projection`,
    [projections ?? null],
  );
  return rows.map(fromRow);
}

/** Asks whoever owns the projection to try again; answers how many events that concerns. */
export async function requestRetry(
  pool: Pool,
  projection: string,
  positions?: readonly LogPosition[],
): Promise<number> {
  const { rowCount } = await pool.query(
    `update projections.dead_letters set retry_requested_at = clock_timestamp()
     where projection = $1 and ($2::text[] is null or position = any($2))`,
    [projection, positions ?? null],
  );
  return rowCount ?? 0;
}

export async function retriesRequested(pool: Pool, projections: readonly string[]): Promise<readonly DeadLetter[]> {
  const { rows } = await pool.query<DeadLetterRow>(
    `select ${fields} from projections.dead_letters
     where retry_requested_at is not null and projection = any($1) order by position`,
    [projections],
  );
  return rows.map(fromRow);
}

export async function retriesPending(pool: Pool, projection: string): Promise<number> {
  const { rows } = await pool.query<{ pending: number }>(
    `select count(*)::int as pending from projections.dead_letters where projection = $1 and retry_requested_at is not null`,
    [projection],
  );
  return rows[0]?.pending ?? 0;
}
