import type { Pool, PoolClient } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import type { Intent } from './process.js';
import { type StateChange, StoredState } from './state-draft.js';

/** The right to run a process; every holder has a higher epoch than those before, who can store nothing any more. */
export interface ProcessLease {
  readonly name: string;
  readonly owner: string;
  readonly epoch: string;
  /** Undefined: the process has not begun. */
  readonly position: LogPosition | undefined;
  /** It has learned what holds from the history of the log. */
  readonly begun: boolean;
}

/** What one step leads to: stored whole or not at all. */
export interface ProcessStep {
  readonly position: LogPosition | undefined;
  readonly changes: readonly StateChange[];
  readonly intents: readonly Intent[];
  readonly wakeAt: Date | undefined;
}

export interface OutboxStatus {
  readonly waiting: number;
  /** How long the oldest has been waiting; 0: none is. */
  readonly oldestMs: number;
}

/** Somebody else runs the process now. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`process ${name} is run by another replica`);
    this.name = 'LeaseLost';
  }
}

interface CheckpointRow {
  readonly epoch: string;
  readonly position: string | null;
  readonly begun: boolean;
}

/** State, place in the log, lease and outbox of processes. All times of leases are the database's. */
export class ProcessStore {
  constructor(private readonly pool: Pool) {}

  /** Undefined while another replica runs it. Of another log, everything is forgotten. */
  async claim(name: string, owner: string, logId: string, leaseMs: number): Promise<ProcessLease | undefined> {
    return this.transaction(async (client) => {
      await client.query(
        `insert into processes.checkpoints (name, log_id, lease_until) values ($1, $2, clock_timestamp())
         on conflict (name) do nothing`,
        [name, logId],
      );
      const { rows } = await client.query<CheckpointRow & { readonly log_id: string }>(
        `update processes.checkpoints
         set owner = $2, epoch = epoch + 1, lease_until = clock_timestamp() + $3 * interval '1 millisecond'
         where name = $1 and (owner is null or owner = $2 or lease_until < clock_timestamp())
         returning epoch, position, begun, log_id`,
        [name, owner, leaseMs],
      );
      const row = rows[0];
      if (!row) return undefined;
      const same = row.log_id === logId;
      if (!same) await this.forget(client, name, logId);
      const position = same ? ((row.position as LogPosition | null) ?? undefined) : undefined;
      return { name, owner, epoch: row.epoch, position, begun: same && row.begun };
    });
  }

  async renew({ name, owner, epoch }: ProcessLease, leaseMs: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update processes.checkpoints set lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       where name = $1 and owner = $2 and epoch = $3`,
      [name, owner, epoch, leaseMs],
    );
    return rowCount === 1;
  }

  /** Others may go on at once. */
  async release({ name, owner, epoch }: ProcessLease): Promise<void> {
    await this.pool.query(
      `update processes.checkpoints set owner = null where name = $1 and owner = $2 and epoch = $3`,
      [name, owner, epoch],
    );
  }

  async load(name: string): Promise<StoredState> {
    const { rows } = await this.pool.query<{ kind: string; key: string; row: object }>(
      'select kind, key, row from processes.state where process = $1',
      [name],
    );
    const state = new StoredState();
    for (const { kind, key, row } of rows) state.set(kind, key, row);
    return state;
  }

  /** Stores a step. Throws LeaseLost when the process is no longer ours. */
  async store(lease: ProcessLease, step: ProcessStep): Promise<void> {
    const { name, owner, epoch } = lease;
    await this.transaction(async (client) => {
      const { rowCount } = await client.query(
        `update processes.checkpoints set position = $4, wake_at = $5, begun = true
         where name = $1 and owner = $2 and epoch = $3`,
        [name, owner, epoch, step.position ?? null, step.wakeAt ?? null],
      );
      if (rowCount !== 1) throw new LeaseLost(name);
      await storeRows(client, name, step.changes);
      await storeIntents(client, name, step.intents);
    });
  }

  /** What is still to be done, the oldest first. */
  async undispatched(name: string, limit: number): Promise<readonly (Intent & { readonly seq: string })[]> {
    const { rows } = await this.pool.query<Intent & { readonly seq: string }>(
      `select seq, id, topic, data from processes.outbox where process = $1 and dispatched_at is null
       order by seq limit $2`,
      [name, limit],
    );
    return rows;
  }

  async dispatched(seqs: readonly string[]): Promise<void> {
    await this.pool.query(
      'update processes.outbox set dispatched_at = clock_timestamp() where seq = any($1::bigint[])',
      [seqs],
    );
  }

  /** An intent, whether it was dispatched or not; undefined once it was thrown away. */
  async intent(name: string, id: string): Promise<Intent | undefined> {
    const { rows } = await this.pool.query<Intent>(
      'select id, topic, data from processes.outbox where process = $1 and id = $2',
      [name, id],
    );
    return rows[0];
  }

  /** Throws away what was done so long ago. */
  async purge(name: string, keepMs: number): Promise<void> {
    await this.pool.query(
      `delete from processes.outbox
       where process = $1 and dispatched_at < clock_timestamp() - $2 * interval '1 millisecond'`,
      [name, keepMs],
    );
  }

  async outbox(name: string): Promise<OutboxStatus> {
    const { rows } = await this.pool.query<{ waiting: number; oldest: number }>(
      `select count(*)::int as waiting,
         coalesce(extract(epoch from clock_timestamp() - min(created_at)) * 1000, 0)::float8 as oldest
       from processes.outbox where process = $1 and dispatched_at is null`,
      [name],
    );
    return { waiting: rows[0]?.waiting ?? 0, oldestMs: rows[0]?.oldest ?? 0 };
  }

  private async forget(client: PoolClient, name: string, logId: string): Promise<void> {
    await client.query(`update processes.checkpoints set log_id = $2, position = null, begun = false where name = $1`, [
      name,
      logId,
    ]);
    await client.query('delete from processes.state where process = $1', [name]);
    await client.query('delete from processes.outbox where process = $1', [name]);
  }

  private async transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // A connection in an unknown state is not used again.
      await client.query('rollback').then(
        () => client.release(),
        (failure: Error) => client.release(failure),
      );
      throw error;
    }
  }
}

async function storeRows(client: PoolClient, name: string, changes: readonly StateChange[]): Promise<void> {
  const kept = changes.filter(({ row }) => row !== undefined);
  const gone = changes.filter(({ row }) => row === undefined);
  if (kept.length > 0) {
    await client.query(
      `insert into processes.state (process, kind, key, row)
       select $1, kind, key, row::json from unnest($2::text[], $3::text[], $4::text[]) as c (kind, key, row)
       on conflict (process, kind, key) do update set row = excluded.row`,
      [name, kept.map(({ kind }) => kind), kept.map(({ key }) => key), kept.map(({ row }) => JSON.stringify(row))],
    );
  }
  if (gone.length > 0) {
    await client.query(
      `delete from processes.state s using unnest($2::text[], $3::text[]) as c (kind, key)
       where s.process = $1 and s.kind = c.kind and s.key = c.key`,
      [name, gone.map(({ kind }) => kind), gone.map(({ key }) => key)],
    );
  }
}

async function storeIntents(client: PoolClient, name: string, intents: readonly Intent[]): Promise<void> {
  if (intents.length === 0) return;
  await client.query(
    `insert into processes.outbox (process, id, topic, data)
     select $1, id, topic, data::json
     from unnest($2::text[], $3::text[], $4::text[]) with ordinality as i (id, topic, data, place) order by place
     on conflict (process, id) do nothing`,
    [
      name,
      intents.map(({ id }) => id),
      intents.map(({ topic }) => topic),
      intents.map(({ data }) => JSON.stringify(data)),
    ],
  );
}
