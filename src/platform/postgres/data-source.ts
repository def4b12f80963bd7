import { DataSource } from 'typeorm';
import { platformMigrations } from './migrations/index.js';

export interface DataSourceConfig {
  readonly connectionString: string;
  readonly applicationName?: string;
  /** Most connections at once. Default 5. */
  readonly max?: number;
  /** Milliseconds after which the server cancels a statement. Default 30 000; migrations lift it for themselves. */
  readonly statementTimeoutMs?: number;
}

/** TypeORM over the same database: runs the migrations and the queries; not yet initialised. */
export function createDataSource(config: DataSourceConfig): DataSource {
  return new DataSource({
    type: 'postgres',
    url: config.connectionString,
    applicationName: config.applicationName ?? 'orchestrate',
    migrations: [...platformMigrations],
    migrationsTableName: 'platform_migrations',
    synchronize: false,
    installExtensions: false,
    extra: {
      max: config.max ?? 5,
      statement_timeout: config.statementTimeoutMs ?? 30_000,
    },
  });
}
