import pg from 'pg';

/**
 * pg-pool listens for errors of a connection while it is idle, its user once it holds it. In between, for one microtask,
 * nobody does, and a connection that ends just then would end the process. Whatever was under way on it fails by itself.
 */
export class PooledClient extends pg.Client {
  constructor(...given: ConstructorParameters<typeof pg.Client>) {
    super(...given);
    this.on('error', () => {});
  }
}

export interface PoolConfig {
  /** `postgres://user:password@host:port/database`. */
  readonly connectionString: string;
  /** Seen in pg_stat_activity; tells the roles of one service apart. */
  readonly applicationName?: string;
  /** Most connections at once. Default 10. */
  readonly max?: number;
  /** Milliseconds after which the server cancels a statement. Default 30 000. */
  readonly statementTimeoutMs?: number;
  /** Milliseconds to wait for a connection before failing. Default 5 000. */
  readonly connectTimeoutMs?: number;
  /** Sends statements without waiting for the answers of earlier ones; a failed transaction still fails as a whole. */
  readonly pipeline?: boolean;
  /** Told of idle connections that broke; the pool replaces them by itself. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * A pool with the limits every part of the service shares. 64-bit integers arrive as strings (they do not fit a
 * number), timestamps as Date, json and jsonb parsed.
 */
export function createPool(config: PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: config.connectionString,
    application_name: config.applicationName ?? 'orchestrate',
    max: config.max ?? 10,
    connectionTimeoutMillis: config.connectTimeoutMs ?? 5_000,
    statement_timeout: config.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    pipeline: config.pipeline ?? false,
    Client: PooledClient,
  } as pg.PoolConfig);
  // Without a listener a broken idle connection would end the process.
  pool.on('error', (error) => config.onIdleError?.(error));
  return pool;
}
