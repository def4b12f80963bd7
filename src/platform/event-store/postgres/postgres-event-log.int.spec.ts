import pg from 'pg';
import { describeEventLogContract } from '../../../../test/contracts/event-log.contract.js';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { openPostgresEventLog } from './postgres-event-log.js';

describeEventLogContract('Postgres', async () => {
  const database = await createTestDatabase();
  const log = await openPostgresEventLog(database.url);
  const connect = () => openPostgresEventLog(database.url);
  const asAdmin = async (sql: string): Promise<void> => {
    const url = new URL(database.url);
    url.pathname = '/postgres';
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const name = new URL(database.url).pathname.slice(1);
  const dropConnections = (): Promise<void> =>
    asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  return {
    log,
    connect,
    faults: {
      dropConnections,
      goDown: async () => {
        await asAdmin(`alter database ${name} allow_connections false`);
        await dropConnections();
      },
      goUp: () => asAdmin(`alter database ${name} allow_connections true`),
    },
    dispose: async () => {
      await log.close();
      await database.drop();
    },
  };
});
