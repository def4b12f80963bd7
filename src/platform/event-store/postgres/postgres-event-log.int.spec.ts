import pg from 'pg';
import { describeEventLogContract } from '../../../../test/contracts/event-log.contract.js';
import { startPostgresProxy } from '../../../../test/support/postgres-proxy.js';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { openPostgresEventLog } from './postgres-event-log.js';

describeEventLogContract('Postgres', async () => {
  const database = await createTestDatabase();
  const proxy = await startPostgresProxy(database.url);
  const log = await openPostgresEventLog(proxy.url);
  const name = new URL(database.url).pathname.slice(1);

  const asAdmin = async (sql: string): Promise<void> => {
    const url = new URL(database.url);
    url.pathname = '/postgres';
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const dropConnections = (): Promise<void> =>
    asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);

  return {
    log,
    connect: () => openPostgresEventLog(database.url),
    faults: {
      dropConnections,
      loseNextAppendAnswer: async () => proxy.loseNextAppendAnswer(),
      goDown: async () => {
        await asAdmin(`alter database ${name} allow_connections false`);
        await dropConnections();
      },
      goUp: () => asAdmin(`alter database ${name} allow_connections true`),
    },
    dispose: async () => {
      await log.close();
      await proxy.close();
      await database.drop();
    },
  };
});
