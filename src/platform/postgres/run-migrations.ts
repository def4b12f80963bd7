import type { DataSource } from 'typeorm';

/** Nest's Logger fits. */
export interface MigrationLogger {
  log(message: string): void;
}

/** Any constant will do, as long as every release uses the same. */
const migrationLock = '7306350217044231001';

/**
 * Brings the platform's tables up to date. Several processes may start at once: one migrates, the others wait and
 * then find nothing to do. Initialises the data source when that has not happened yet.
 */
export async function runMigrations(dataSource: DataSource, logger?: MigrationLogger): Promise<void> {
  if (!dataSource.isInitialized) await dataSource.initialize();
  const guard = dataSource.createQueryRunner();
  await guard.connect();
  try {
    await guard.query('set statement_timeout = 0');
    await guard.query(`select pg_advisory_lock(${migrationLock})`);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    for (const migration of done) logger?.log(`migrated the database: ${migration.name}`);
  } finally {
    await guard.query(`select pg_advisory_unlock(${migrationLock})`).catch(() => undefined);
    await guard.query('reset statement_timeout').catch(() => undefined);
    await guard.release();
  }
}
