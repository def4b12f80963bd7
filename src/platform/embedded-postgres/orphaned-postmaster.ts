import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../telemetry/logger.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { commandOf, isAlive } from './process-identity.js';

const POLL_MS = 50;
/** The first is long: the server may be writing its last checkpoint already, told by whoever watched over it. */
const STEPS = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 10_000],
] as const;

/**
 * Stops the server that a killed service left on this directory. Call with the directory's lock held: then no living
 * service needs it.
 */
export async function stopOrphanedPostmaster(clusterDir: string, logger: Logger): Promise<void> {
  const pid = runningPostmaster(clusterDir);
  if (pid === undefined) return;
  logger.warn({ postgresPid: pid }, 'the service was killed and left its PostgreSQL running; stopping it first');
  for (const [signal, patience] of STEPS) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      break;
    }
    const until = performance.now() + patience;
    while (performance.now() < until) {
      if (!isAlive(pid)) return;
      await delay(POLL_MS);
    }
  }
  throw new EmbeddedPostgresError(
    'in_use',
    `A PostgreSQL of an earlier run (process ${pid}) still uses ${clusterDir} and cannot be stopped. Stop it, then start again.`,
  );
}

/** The process that the directory names as its server, if it lives and is one. */
function runningPostmaster(clusterDir: string): number | undefined {
  let line: string | undefined;
  try {
    line = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')[0];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(line);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  const program = basename(commandOf(pid)?.split(' ')[0] ?? '');
  return program.startsWith('postgres') ? pid : undefined;
}
