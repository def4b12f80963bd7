import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { isAlive, startOf } from './process-identity.js';

interface Holder {
  readonly pid: number;
  /** Start of that process, so that its number taken by another one is not mistaken for it. */
  readonly startedAt: string | undefined;
  readonly token: string;
}

const ATTEMPTS = 5;
const heldHere = new Set<string>();

/**
 * Takes the data directory for this process, or says which process has it. A lock left by a process that is no more is
 * taken over. Answers how to let go.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, 'orchestrate.lock');
  if (heldHere.has(file)) throw inUse(directory, process.pid);
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid), token: randomUUID() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (createWith(file, mine)) {
      heldHere.add(file);
      return () => {
        if (readHolder(file)?.token === mine.token) rmSync(file, { force: true });
        heldHere.delete(file);
      };
    }
    const holder = readHolder(file);
    if (holder !== undefined && holds(holder)) throw inUse(directory, holder.pid);
    removeStale(file, holder);
  }
  throw new EmbeddedPostgresError(
    'in_use',
    `Several processes are starting on ${directory} at once; start one of them.`,
  );
}

function inUse(directory: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'in_use',
    `The data directory ${directory} is in use by process ${pid}. Stop that one, or set ORCHESTRATE_DATA_DIR to a directory of its own.`,
  );
}

function notWritable(directory: string, error: NodeJS.ErrnoException): unknown {
  if (!['EROFS', 'EACCES', 'EPERM', 'ENOSPC'].includes(error.code ?? '')) return error;
  const why = error.code === 'ENOSPC' ? 'the disk is full' : 'it cannot be written to';
  return new EmbeddedPostgresError(
    'rights',
    `The data directory ${directory} cannot be used: ${why} (${error.code}). Mend that, or set ORCHESTRATE_DATA_DIR to another directory.`,
  );
}

/** Appears whole or not at all, and only where there was none: a link to a finished file. */
function createWith(file: string, holder: Holder): boolean {
  const draft = `${file}.${holder.token}`;
  try {
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  } catch (error) {
    throw notWritable(dirname(file), error as NodeJS.ErrnoException);
  }
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function holds(holder: Holder): boolean {
  // Our own number in a lock that we do not hold: a container's process 1 of the run before.
  if (holder.pid === process.pid) return false;
  return isAlive(holder.pid) && (holder.startedAt === undefined || holder.startedAt === startOf(holder.pid));
}

/** Moved aside before it is deleted: when another starter was faster, it is its fresh lock that we hold, and put back. */
function removeStale(file: string, stale: Holder | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    const moved = readHolder(aside);
    if (moved !== undefined && moved.token !== stale?.token) linkSync(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
