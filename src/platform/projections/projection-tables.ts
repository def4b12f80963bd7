import type { Pool } from 'pg';
import type { EventLog } from '../event-store/event-log.js';
import { EventLogError } from '../event-store/event-log.js';
import { insertCheckpoint, readCheckpoint } from './checkpoint-store.js';
import { codeOf, lagsBehind } from './code-identity.js';
import type { Projection } from './projection.js';
import { createTable, inTransaction, requestRebuild } from './rebuild-store.js';
import { createIndexesSql, qualified, tableNames } from './table-ddl.js';

/** Any constant will do, as long as every release uses the same. */
const setupLock = '7306350217044231010';

/**
 * Creates the tables of projections that are new, and asks for a rebuild of those whose tables earlier code made; what
 * later code made, or is making, stays. Replicas may start together: one does it. Throws EventLogError `wrong_log` when the read models were
 * derived from another log than this one.
 */
export async function prepareTables(pool: Pool, log: EventLog, projections: readonly Projection[]): Promise<void> {
  const logId = await log.logId();
  await inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(${setupLock})`);
    for (const projection of projections) {
      const live = await readCheckpoint(client, projection.name, 'live');
      const code = codeOf(projection);
      if (live === undefined) {
        for (const { table } of projection.outputs) {
          await createTable(client, table, 'live');
          for (const statement of createIndexesSql(table, 'live')) await client.query(statement);
        }
        await insertCheckpoint(client, {
          projection: projection.name,
          target: 'live',
          ...code,
          logId,
          tables: tableNames(projection),
        });
      } else if (live.logId !== logId) {
        throw new EventLogError(
          'wrong_log',
          `read model ${projection.name} was derived from event log ${live.logId}, this is ${logId}: ` +
            `use the database that belongs to this log, or an empty one`,
        );
      } else if (lagsBehind(live, code)) {
        const rebuild = await readCheckpoint(client, projection.name, 'rebuild');
        const forLaterCode = rebuild?.failure === undefined && (rebuild?.version ?? 0) > code.version;
        if (!forLaterCode) await requestRebuild(client, projection, logId);
      }
    }
  });
}

/**
 * Removes the tables of a projection that nobody wants any more, with its checkpoints. Whoever maintains it finds its
 * checkpoint gone with the next page: the checkpoint goes first, as each page asks for it first.
 */
export async function dropTables(pool: Pool, projection: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(${setupLock})`);
    const { rows } = await client.query<{ target: 'live' | 'rebuild'; tables: string[] }>(
      'delete from projections.checkpoints where projection = $1 returning target, tables',
      [projection],
    );
    await client.query('delete from projections.dead_letters where projection = $1', [projection]);
    for (const { target, tables } of rows) {
      for (const table of tables) await client.query(`drop table if exists ${qualified(target, table)}`);
    }
  });
}
