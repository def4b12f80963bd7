import { createDataSource, type DataSourceConfig } from './data-source.js';
import { platformMigrations } from './migrations/index.js';

/** Nest's Logger fits. */
export interface MigrationLogger {
  log(message: string): void;
}

export interface MigrationTarget extends Pick<DataSourceConfig, 'connectionString'> {
  /** Others than the platform's. */
  readonly migrations?: DataSourceConfig['migrations'];
}

/** Any constant will do, as long as every release uses the same. */
const migrationLock = '7306350217044231001';

/**
 * Brings the platform's tables up to date. Several processes may start at once: one migrates, the others wait and
 * then find nothing to do. Has connections of its own, on which no statement is cancelled for taking long: an index
 * over a large table takes minutes, and so does the wait for another process's.
 */
export async function runMigrations(target: MigrationTarget, logger?: MigrationLogger): Promise<void> {
  const dataSource = createDataSource({
    connectionString: target.connectionString,
    applicationName: 'orchestrate-migrations',
    migrations: target.migrations ?? platformMigrations,
    statementTimeoutMs: 0,
    // The guard's, and that of the migrations.
    max: 2,
  });
  await dataSource.initialize();
  try {
    const guard = dataSource.createQueryRunner();
    try {
      await guard.query(`select pg_advisory_lock(${migrationLock})`);
      const done = await dataSource.runMigrations({ transaction: 'each' });
      for (const migration of done) logger?.log(`migrated the database: ${migration.name}`);
    } finally {
      await guard.query(`select pg_advisory_unlock(${migrationLock})`).catch(() => undefined);
      await guard.release();
    }
  } finally {
    await dataSource.destroy();
  }
}
