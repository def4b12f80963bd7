import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { RunAs } from './run-as.js';

const MAJOR_VERSION = '18';
const PASSWORD_FILE = 'postgres.password';

export interface ClusterFiles {
  /** Of both the superuser and the service's role. */
  readonly password: string;
}

/** Makes sure that `clusterDir` holds a whole database cluster of our version, and creates one where there is none. */
export async function prepareCluster(
  dataDir: string,
  clusterDir: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
): Promise<ClusterFiles> {
  const passwordFile = join(dataDir, PASSWORD_FILE);
  if (isCluster(clusterDir)) return { password: readPassword(passwordFile, clusterDir) };
  const password = existsSync(passwordFile) ? readPassword(passwordFile, clusterDir) : createPassword(passwordFile);
  await initialise(dataDir, clusterDir, password, binaries, runAs);
  return { password };
}

/** False: nothing there. Throws when something is there that cannot be used, which is never deleted. */
function isCluster(clusterDir: string): boolean {
  if (!existsSync(clusterDir) || readdirSync(clusterDir).length === 0) return false;
  const has = (name: string) => existsSync(join(clusterDir, name));
  if (!has('PG_VERSION') || !has('global/pg_control') || !has('postgresql.conf')) {
    throw new EmbeddedPostgresError(
      'damaged',
      `${clusterDir} is not a whole database: files are missing. Restore it from a backup, or move it away to start empty.`,
    );
  }
  const version = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR_VERSION) return true;
  throw new EmbeddedPostgresError(
    'version',
    `${clusterDir} was written by PostgreSQL ${version} and this is ${MAJOR_VERSION}. Move the data over with pg_dump and pg_restore, or start the version that wrote it.`,
  );
}

function readPassword(file: string, clusterDir: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'damaged',
      `${file} is missing or unreadable; without it ${clusterDir} cannot be opened. Restore it from a backup.`,
      { cause },
    );
  }
}

function createPassword(file: string): string {
  const password = randomBytes(24).toString('base64url');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
  return password;
}

/** Built aside and moved into place when done: an interrupted first start leaves nothing half made behind. */
async function initialise(
  dataDir: string,
  clusterDir: string,
  password: string,
  { initdb }: PostgresBinaries,
  runAs: RunAs,
): Promise<void> {
  const draft = `${clusterDir}.initialising`;
  const passwordDraft = `${clusterDir}.initial-password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  runAs.own(draft);
  writeFileSync(passwordDraft, `${password}\n`, { mode: 0o600 });
  runAs.own(passwordDraft);
  try {
    const child = runAs.spawn(
      initdb,
      [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${passwordDraft}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      ['ignore', 'ignore', 'pipe'],
    );
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [code, output] = await Promise.all([ended, text(child.stderr!)]);
    if (code !== 0) throw new Error(output.trim() || `initdb ended with ${code}`);
    if (existsSync(clusterDir)) rmSync(clusterDir, { recursive: true });
    renameSync(draft, clusterDir);
    syncDirectory(dataDir);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      'failed',
      `The database could not be created in ${dataDir}: ${(cause as Error).message}`,
      { cause },
    );
  } finally {
    rmSync(passwordDraft, { force: true });
  }
}

function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
