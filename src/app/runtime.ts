import type pg from 'pg';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import type { Clock } from '../kernel/clock.js';
import type { Ids } from '../kernel/ids.js';
import type { EventCatalog } from '../platform/commands/event-factory.js';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.js';
import type { EventLog } from '../platform/event-store/event-log.js';
import { openEventStoreDbEventLog } from '../platform/event-store/eventstoredb/eventstoredb-event-log.js';
import { PostgresEventLog } from '../platform/event-store/postgres/postgres-event-log.js';
import { createDataSource } from '../platform/postgres/data-source.js';
import { createPool } from '../platform/postgres/pool.js';
import { runMigrations } from '../platform/postgres/run-migrations.js';
import { JobQueues } from '../platform/queues/job-queues.js';
import { ProjectionEngine } from '../platform/projections/projection-engine.js';
import { systemClock } from '../platform/runtime/system-clock.js';
import { uuidIds } from '../platform/runtime/uuid-ids.js';
import { eventCatalog } from './event-catalog.js';
import { projectionLog } from './projection-log.js';
import { projections } from './projections.js';

/** The parts that run, started in the order in which they need each other. */
export interface Runtime {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly catalog: EventCatalog;
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly dataSource: DataSource;
  readonly log: EventLog;
  readonly engine: ProjectionEngine;
  readonly queues: JobQueues;
  /** The process's own series: event loop, HTTP. */
  readonly registry: Registry;
  /** Stops everything, in reverse order. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts database, migrations, event log and projections. What had started is stopped again when a later part fails. */
export async function startRuntime(config: Config, logger: Logger): Promise<Runtime> {
  const started: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= stopAll(started, logger));
  const onIdleError = (error: Error) => {
    // The last connections may learn from the database that it stops, before their own farewell is through.
    if (!closing) logger.warn({ err: error }, 'an idle database connection broke; it will be replaced');
  };
  try {
    let databaseUrl = config.databaseUrl;
    if (databaseUrl === undefined) {
      const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, logger });
      started.push(() => embedded.stop());
      databaseUrl = embedded.url;
    }
    const connectionString = databaseUrl;
    await runMigrations({ connectionString }, { log: (message) => logger.info(message) });

    const dataSource = createDataSource({ connectionString, applicationName: 'orchestrate-read' });
    await dataSource.initialize();
    started.push(() => dataSource.destroy());

    const pool = createPool({
      connectionString,
      applicationName: 'orchestrate',
      max: 20,
      onIdleError,
    });
    started.push(() => pool.end());

    const log = await openEventLog(config, pool, logger);
    started.push(() => log.close());

    const enginePool = createPool({
      connectionString,
      applicationName: 'orchestrate-projections',
      max: 6,
      pipeline: true,
      onIdleError,
    });
    started.push(() => enginePool.end());
    const engine = new ProjectionEngine({
      log,
      pool: enginePool,
      projections,
      upcast: eventCatalog.upcast,
      clock: systemClock,
      observer: projectionLog(logger),
    });
    await engine.prepare();
    started.push(() => engine.stop());
    if (config.roles.includes('projections')) engine.start();

    const queues = JobQueues.open({ redisUrl: config.redisUrl, databaseUrl, logger });
    started.push(() => queues.close());

    return {
      config,
      logger,
      clock: systemClock,
      ids: uuidIds,
      catalog: eventCatalog,
      databaseUrl,
      pool,
      dataSource,
      log,
      engine,
      queues,
      registry: new Registry(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openEventLog(config: Config, pool: pg.Pool, logger: Logger): Promise<EventLog> {
  if (config.eventStoreUrl !== undefined) return openEventStoreDbEventLog({ url: config.eventStoreUrl, logger });
  return new PostgresEventLog(pool, {
    onDrop: (error) => logger.warn({ err: error }, 'reading the event log failed; it is tried again'),
  });
}

async function stopAll(started: (() => Promise<void>)[], logger: Logger): Promise<void> {
  for (const stop of started.reverse()) {
    try {
      await stop();
    } catch (error) {
      logger.error({ err: error }, 'a part did not stop cleanly');
    }
  }
}
