import type { Pool } from 'pg';
import type { EventLog } from '../event-store/event-log.js';
import { EventLogError } from '../event-store/event-log.js';
import { insertCheckpoint, readCheckpoint } from './checkpoint-store.js';
import { codeOf, lagsBehind } from './code-identity.js';
import type { Projection } from './projection.js';
import { createTable, inTransaction, requestRebuild } from './rebuild-store.js';
import { createIndexesSql, tableNames } from './table-ddl.js';

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
