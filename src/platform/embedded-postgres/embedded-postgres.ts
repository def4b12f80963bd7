import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../telemetry/logger.js';
import { prepareCluster } from './cluster-files.js';
import { lockDirectory } from './directory-lock.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { stopOrphanedPostmaster } from './orphaned-postmaster.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { type Postmaster, type PostmasterOptions, startPostmaster } from './postmaster.js';
import { chooseRunAs } from './run-as.js';

export interface EmbeddedPostgres {
  /** Connection string of the service's own database and role, which is no superuser. */
  readonly url: string;
  /** Stops the server and lets go of the directory. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly logger: Logger;
}

const ROLE = 'orchestrate';
const START_ATTEMPTS = 6;
const RESTART_PAUSE_MS = { first: 250, longest: 10_000 };

/**
 * A real PostgreSQL in `<dataDir>/postgres`, reachable from this machine only. It keeps its data, stops when told or when
 * this process ends in whatever way, recovers from a kill, and is started again on its port when it dies by itself.
 * Throws EmbeddedPostgresError when another process has the directory, or when it holds what cannot be used.
 */
export async function startEmbeddedPostgres({
  dataDir: given,
  logger,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(given);
  const clusterDir = join(dataDir, 'postgres');
  const binaries = findPostgresBinaries();
  makeDirectory(dataDir);
  const unlock = lockDirectory(dataDir);
  try {
    const runAs = chooseRunAs(dataDir, clusterDir, binaries, logger);
    await stopOrphanedPostmaster(clusterDir, logger);
    const { password } = await prepareCluster(dataDir, clusterDir, binaries, runAs);
    const options = { postgres: binaries.postgres, clusterDir, runAs, logger };
    const { postmaster, port } = await startOnFreePort(options);
    const server = supervise(postmaster, { ...options, port });
    try {
      await createServiceDatabase(port, password);
    } catch (error) {
      await server.stop();
      throw error;
    }
    logger.info({ dataDir, port, postgresPid: postmaster.pid }, 'embedded PostgreSQL is ready');
    let stopping: Promise<void> | undefined;
    return {
      url: `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`,
      stop: () => (stopping ??= server.stop().finally(unlock)),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function makeDirectory(dataDir: string): void {
  try {
    // Others may pass, not look: as root, the user that PostgreSQL runs as is one of them.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new EmbeddedPostgresError(
      'rights',
      `The data directory ${dataDir} cannot be made (${code}). Set ORCHESTRATE_DATA_DIR to one that can be written.`,
      { cause },
    );
  }
}

/** Tries again when somebody took the port meanwhile, or when parts of a killed server are still going away. */
async function startOnFreePort(
  options: Omit<PostmasterOptions, 'port'>,
): Promise<{ postmaster: Postmaster; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { postmaster: await startPostmaster({ ...options, port }), port };
    } catch (error) {
      const passing = /could not bind|Address already in use|shared memory block|lock file/.test(String(error));
      if (!passing || attempt === START_ATTEMPTS) throw error;
      await delay(attempt * 250);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Starts the server again whenever it ends unasked, on the same port, so that everybody's connection string holds. */
function supervise(first: Postmaster, options: PostmasterOptions): { stop(): Promise<void> } {
  let wanted = true;
  let current: Postmaster | undefined = first;
  const pause = new AbortController();
  const watch = async (): Promise<void> => {
    let wait = RESTART_PAUSE_MS.first;
    while (wanted) {
      if (current !== undefined) {
        await current.exited;
        current = undefined;
        if (!wanted) return;
        options.logger.error('PostgreSQL ended by itself; starting it again');
        wait = RESTART_PAUSE_MS.first;
      }
      await delay(wait, undefined, { signal: pause.signal }).catch(() => undefined);
      if (!wanted) return;
      try {
        current = await startPostmaster(options);
        options.logger.info({ postgresPid: current.pid }, 'embedded PostgreSQL is ready again');
      } catch (error) {
        options.logger.error({ err: error }, 'PostgreSQL could not be started again');
        wait = Math.min(wait * 2, RESTART_PAUSE_MS.longest);
      }
    }
  };
  const watching = watch();
  return {
    async stop() {
      wanted = false;
      pause.abort();
      await current?.stop();
      await watching;
      // A restart that was under way when the stop came.
      await current?.stop();
    },
  };
}

/** The service's role owns its database and nothing else. */
async function createServiceDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  await client.connect();
  try {
    const exists = async (sql: string) => (await client.query(sql, [ROLE])).rowCount === 1;
    if (!(await exists('select from pg_roles where rolname = $1'))) {
      await client.query(`create role ${ROLE} login password ${client.escapeLiteral(password)}`);
    }
    if (!(await exists('select from pg_database where datname = $1'))) {
      await client.query(`create database ${ROLE} owner ${ROLE}`);
    }
  } finally {
    await client.end();
  }
}
