import type { Pool, PoolClient } from 'pg';
import type { Projection } from './projection.js';
import { createIndexesSql, createTableSql, qualified, shapeOf, tableNames, type AnyTable } from './table-ddl.js';

type Queryable = Pick<Pool | PoolClient, 'query'>;

/**
 * Asks for a rebuild, to be done by whichever process maintains projections. One that is under way for the same
 * code goes on; a failed one, or one for other code, begins anew.
 */
export async function requestRebuild(db: Queryable, projection: Projection, logId: string): Promise<void> {
  await db.query(
    `insert into projections.checkpoints as c (projection, target, version, shape, log_id, tables)
     values ($1, 'rebuild', $2, $3, $4, $5)
     on conflict (projection, target) do update set
       version = excluded.version, shape = excluded.shape, log_id = excluded.log_id,
       position = null, recorded_at = null, events = 0, events_per_second = null, failure = null,
       owner = null, lease_expires_at = null, epoch = c.epoch + 1, requested_at = clock_timestamp()
     where c.failure is not null or c.version <> excluded.version or c.shape <> excluded.shape
       or c.log_id <> excluded.log_id`,
    [projection.name, projection.version, shapeOf(projection), logId, tableNames(projection)],
  );
}

/** Empty tables to rebuild into, in place of whatever an earlier attempt left. Their indexes are made at the end. */
export async function createRebuildTables(
  pool: Pool,
  projection: Projection,
  leftovers: readonly string[],
): Promise<void> {
  const names = new Set([...leftovers, ...tableNames(projection)]);
  await inTransaction(pool, async (client) => {
    for (const name of names) await client.query(`drop table if exists ${qualified('rebuild', name)}`);
    for (const { table } of projection.outputs) await createTable(client, table, 'rebuild');
    await client.query(`update projections.checkpoints set tables = $2 where projection = $1 and target = 'rebuild'`, [
      projection.name,
      tableNames(projection),
    ]);
  });
}

export async function createTable(db: Queryable, table: AnyTable, target: 'live' | 'rebuild'): Promise<void> {
  for (const statement of createTableSql(table, target)) await db.query(statement);
}

/**
 * The indexes of rebuilt tables, made when the rows are there: several times cheaper than keeping them up row by row.
 * The planner learns of the tables at once; it would find them empty until the next autovacuum. Safe to repeat.
 */
export async function indexRebuiltTables(pool: Pool, projection: Projection): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Large tables take their time; nobody else waits for these.
    await client.query('set local statement_timeout = 0');
    for (const { table } of projection.outputs) {
      for (const statement of createIndexesSql(table, 'rebuild')) await client.query(statement);
    }
    for (const name of tableNames(projection)) await client.query(`analyze ${qualified('rebuild', name)}`);
  });
}

/** Ends a rebuild for good: the reason stays to be read, the tables go. */
export async function failRebuild(
  pool: Pool,
  owner: string,
  projection: Projection,
  epoch: string,
  reason: string,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update projections.checkpoints set failure = $4, owner = null, lease_expires_at = null, epoch = epoch + 1,
         updated_at = clock_timestamp()
       where projection = $1 and target = 'rebuild' and owner = $2 and epoch = $3`,
      [projection.name, owner, epoch, reason],
    );
    if (rowCount === 0) return;
    await client.query('savepoint tables');
    try {
      for (const name of tableNames(projection))
        await client.query(`drop table if exists ${qualified('rebuild', name)}`);
    } catch {
      // The reason matters more than the space; the next attempt begins with dropping them.
      await client.query('rollback to savepoint tables');
    }
  });
}

export async function inTransaction(pool: Pool, action: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await client.query('begin');
    await action(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
