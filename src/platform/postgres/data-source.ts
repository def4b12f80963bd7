import { DataSource, type MigrationInterface } from 'typeorm';
import { PooledClient } from './pool.js';

export interface DataSourceConfig {
  readonly connectionString: string;
  readonly applicationName?: string;
  /** Most connections at once. Default 5. */
  readonly max?: number;
  /** Milliseconds after which the server cancels a statement, 0 for never. Default 15 000. */
  readonly statementTimeoutMs?: number;
  /** What `runMigrations` is to run over it; who only reads needs none. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/** TypeORM over the same database, not yet initialised: the reads have one, and each run of the migrations another. */
export function createDataSource(config: DataSourceConfig): DataSource {
  const statementTimeoutMs = config.statementTimeoutMs ?? 15_000;
  return new DataSource({
    type: 'postgres',
    url: config.connectionString,
    applicationName: config.applicationName ?? 'orchestrate',
    migrations: [...(config.migrations ?? [])],
    migrationsTableName: 'platform_migrations',
    synchronize: false,
    installExtensions: false,
    extra: {
      Client: PooledClient,
      max: config.max ?? 5,
      // As text, since pg leaves a bare 0 out, and then whatever the database or the role has set would hold.
      statement_timeout: String(statementTimeoutMs),
      // A server that is frozen or out of reach keeps no time of its own.
      ...(statementTimeoutMs > 0 ? { query_timeout: statementTimeoutMs + 2_000 } : {}),
    },
  });
}
