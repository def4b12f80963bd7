import type { Pool, PoolClient } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import type { ProjectionTarget } from './projection-observer.js';
import { ColumnArrays, sqlColumn, statementOf, unnested } from './row-sql.js';
import { preparedName, type RawRow, type Statement } from './statement.js';

/** Where a projection's tables are in the log, and who may move them on. */
export interface Checkpoint {
  readonly projection: string;
  readonly target: ProjectionTarget;
  readonly version: number;
  /** Digest of the table descriptions that the tables were made from. */
  readonly shape: string;
  readonly logId: string;
  /** Undefined: nothing applied yet. */
  readonly position: LogPosition | undefined;
  /** Of the last event passed. */
  readonly recordedAt: Date | undefined;
  readonly tables: readonly string[];
  readonly owner: string | undefined;
  /** Grows with every change of owner and of tables: who writes under an old one is refused. */
  readonly epoch: string;
  /** By the database's clock, when the row was read. */
  readonly leaseExpired: boolean;
  /** Lease expired for so long that nobody is going to share fairly. */
  readonly abandoned: boolean;
  readonly failure: string | undefined;
  /** Events of its types passed since the tables were made: the same however the log was read. */
  readonly events: number;
  readonly eventsPerSecond: number | undefined;
  readonly updatedAt: Date;
}

interface CheckpointRow extends Record<string, unknown> {
  position: string | null;
  recordedAt: Date | null;
  owner: string | null;
  failure: string | null;
  events: string;
  eventsPerSecond: number | null;
}

const fields = `projection, target, version, shape, log_id as "logId", position, recorded_at as "recordedAt", tables, owner,
  epoch::text, lease_expires_at is null or lease_expires_at < clock_timestamp() as "leaseExpired",
  greatest(lease_expires_at, updated_at) < clock_timestamp() - interval '15 seconds' as abandoned,
  failure, events::text, events_per_second as "eventsPerSecond", updated_at as "updatedAt"`;

function fromRow(row: CheckpointRow): Checkpoint {
  return {
    ...row,
    position: row.position ?? undefined,
    recordedAt: row.recordedAt ?? undefined,
    owner: row.owner ?? undefined,
    failure: row.failure ?? undefined,
    events: Number(row.events),
    eventsPerSecond: row.eventsPerSecond ?? undefined,
  } as unknown as Checkpoint;
}

type Queryable = Pick<Pool | PoolClient, 'query'>;

/** What one page does to one checkpoint. */
export interface Advance {
  readonly projection: string;
  readonly target: ProjectionTarget;
  readonly epoch: string;
  readonly from: LogPosition | undefined;
  readonly to: LogPosition | undefined;
  readonly recordedAt: Date | undefined;
  readonly events: number;
  readonly eventsPerSecond: number | undefined;
}

const advanceColumns = [
  sqlColumn('projection', 'text'),
  sqlColumn('target', 'text'),
  sqlColumn('epoch', 'numeric'),
  sqlColumn('from_position', 'text', true),
  sqlColumn('to_position', 'text', true),
  sqlColumn('recorded_at', 'timestamptz', true),
  sqlColumn('events', 'integer'),
  sqlColumn('events_per_second', 'double precision', true),
];

const advanceSql = `update projections.checkpoints c
  set position = u.to_position, recorded_at = coalesce(u.recorded_at, c.recorded_at), events = c.events + u.events,
    events_per_second = u.events_per_second, failure = null, updated_at = clock_timestamp(),
    lease_expires_at = greatest(c.lease_expires_at, clock_timestamp() + $${advanceColumns.length + 2} * interval '1 millisecond')
  from ${unnested(advanceColumns)}
  where c.projection = u.projection and c.target = u.target and c.epoch = u.epoch::bigint
    and c.position is not distinct from u.from_position and c.owner = $${advanceColumns.length + 1}
    and (c.position is null or u.to_position collate "C" >= c.position)
  returning c.projection, c.target`;
const advanceName = preparedName(advanceSql);

/**
 * Compare-and-set of several checkpoints, never backwards; its answer names those that were still ours and where we
 * thought.
 */
export function advance(owner: string, leaseMs: number, advances: readonly Advance[]): Statement {
  const arrays = new ColumnArrays(advanceColumns);
  for (const step of advances) {
    const values = [
      step.projection,
      step.target,
      step.epoch,
      step.from,
      step.to,
      step.recordedAt,
      step.events,
      step.eventsPerSecond,
    ];
    arrays.add((index) => values[index]);
  }
  const { text, values } = statementOf(advanceSql, arrays);
  return { name: advanceName, text, values: [...values, owner, leaseMs] };
}

export function advanced(rows: readonly RawRow[], step: Pick<Advance, 'projection' | 'target'>): boolean {
  return rows.some(([projection, target]) => projection === step.projection && target === step.target);
}

export async function readCheckpoints(db: Queryable): Promise<readonly Checkpoint[]> {
  const { rows } = await db.query<CheckpointRow>(
    `select ${fields} from projections.checkpoints order by projection, target`,
  );
  return rows.map(fromRow);
}

export async function readCheckpoint(
  db: Queryable,
  projection: string,
  target: ProjectionTarget,
  lock: 'for update' | '' = '',
): Promise<Checkpoint | undefined> {
  const { rows } = await db.query<CheckpointRow>(
    `select ${fields} from projections.checkpoints where projection = $1 and target = $2 ${lock}`,
    [projection, target],
  );
  return rows[0] && fromRow(rows[0]);
}

export async function insertCheckpoint(
  db: Queryable,
  row: Pick<Checkpoint, 'projection' | 'target' | 'version' | 'shape' | 'logId' | 'tables'>,
): Promise<void> {
  await db.query(
    `insert into projections.checkpoints (projection, target, version, shape, log_id, tables) values ($1, $2, $3, $4, $5, $6)`,
    [row.projection, row.target, row.version, row.shape, row.logId, row.tables],
  );
}

/** Takes up to `limit` of the named projections that nobody holds; each under a new epoch. */
export async function claim(
  db: Queryable,
  owner: string,
  leaseMs: number,
  target: ProjectionTarget,
  projections: readonly string[],
  limit: number,
): Promise<readonly Checkpoint[]> {
  const { rows } = await db.query<CheckpointRow>(
    `update projections.checkpoints set owner = $1, epoch = epoch + 1,
       lease_expires_at = clock_timestamp() + $2 * interval '1 millisecond'
     where target = $3 and projection in (
       select projection from projections.checkpoints
       where target = $3 and projection = any($4)
         and (owner is null or lease_expires_at is null or lease_expires_at < clock_timestamp())
       order by projection limit $5 for update skip locked)
     returning ${fields}`,
    [owner, leaseMs, target, projections, limit],
  );
  return rows.map(fromRow);
}

/** Prolongs all leases of an owner; a row that a page holds locked is prolonged by that page. */
export async function renew(db: Queryable, owner: string, leaseMs: number): Promise<void> {
  await db.query(
    `update projections.checkpoints set lease_expires_at = clock_timestamp() + $2 * interval '1 millisecond'
     where (projection, target) in (
       select projection, target from projections.checkpoints where owner = $1 for update skip locked)`,
    [owner, leaseMs],
  );
}

/** Gives one projection back, with the reason when it was not given back in health. */
export async function release(
  db: Queryable,
  owner: string,
  projection: string,
  target: ProjectionTarget,
  failure?: string,
): Promise<void> {
  await db.query(
    `update projections.checkpoints set owner = null, lease_expires_at = null, epoch = epoch + 1,
       failure = coalesce($4, failure), updated_at = clock_timestamp()
     where projection = $2 and target = $3 and owner = $1`,
    [owner, projection, target, failure ?? null],
  );
}
