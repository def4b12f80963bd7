import { type ChildProcess, execFileSync, spawn, type StdioOptions } from 'node:child_process';
import { chownSync, existsSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '../telemetry/logger.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './postgres-binaries.js';

/** How PostgreSQL's programs are started: as ourselves, or, since they refuse to run as root, as another user. */
export interface RunAs {
  spawn(program: string, args: readonly string[], stdio: StdioOptions): ChildProcess;
  /** Gives a file or directory to the user that PostgreSQL runs as. */
  own(path: string): void;
}

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Nothing of ours: PG* variables of a developer's shell would change what initdb does. */
const environment = { PATH: SYSTEM_PATH, LC_ALL: 'C', TZ: 'UTC' };

interface User {
  readonly uid: number;
  readonly gid: number;
}

export function chooseRunAs(dataDir: string, clusterDir: string, binaries: PostgresBinaries, logger: Logger): RunAs {
  if (process.getuid?.() !== 0) return start((program, args) => [program, args], undefined);
  const user = ownerOf(clusterDir) ?? postgresUser(logger);
  const blocked = firstUnreachable([dataDir, join(binaries.root, 'lib'), binaries.postgres, binaries.initdb], user);
  if (blocked === undefined) return start((program, args) => [program, args], user);
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (setpriv === undefined) {
    throw new EmbeddedPostgresError(
      'rights',
      `PostgreSQL does not run as root, and the user it runs as (id ${user.uid}) may not enter ${blocked}. Move the installation and ORCHESTRATE_DATA_DIR out of it, start as another user, or set DATABASE_URL.`,
    );
  }
  logger.debug({ directory: blocked, uid: user.uid }, 'PostgreSQL gets the right to pass a closed directory');
  // A home or a temporary directory of root: the other user passes it by one capability, not by wider file modes.
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return start((program, args) => [setpriv, [...identity, ...capability, '--', program, ...args]], undefined, user);
}

function start(
  command: (program: string, args: readonly string[]) => [string, readonly string[]],
  as: User | undefined,
  owner = as,
): RunAs {
  return {
    own: (path) => owner && chownSync(path, owner.uid, owner.gid),
    spawn(program, args, stdio) {
      const [file, words] = command(program, args);
      // A session of its own: Ctrl-C in the terminal reaches the service alone, which stops its database last.
      return spawn(file, words, { ...as, stdio, env: environment, cwd: '/', detached: true });
    },
  };
}

/** Data that is there already decides: whoever wrote it goes on. */
function ownerOf(clusterDir: string): User | undefined {
  const stats = statSync(clusterDir, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.uid !== 0) return { uid: stats.uid, gid: stats.gid };
  throw new EmbeddedPostgresError(
    'rights',
    `${clusterDir} belongs to root, as which PostgreSQL does not run; it was probably copied. Give it back: chown -R postgres ${clusterDir}`,
  );
}

function postgresUser(logger: Logger): User {
  const existing = idsOf('postgres');
  if (existing !== undefined) return existing;
  try {
    const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...flags, 'postgres'], { stdio: 'pipe', env: environment });
    logger.info('created the system user postgres, as PostgreSQL does not run as root');
  } catch (error) {
    logger.debug({ err: error }, 'the system user postgres could not be created');
  }
  const user = idsOf('postgres') ?? idsOf('nobody');
  if (user !== undefined) return user;
  throw new EmbeddedPostgresError(
    'rights',
    'PostgreSQL does not run as root and no other user could be found or created. Start as another user, or set DATABASE_URL.',
  );
}

function idsOf(name: string): User | undefined {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe', env: environment }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** The first of the paths, or of the directories above them, that the user may not read or pass. */
function firstUnreachable(paths: readonly string[], user: User): string | undefined {
  for (const path of paths) {
    for (let above = dirname(path); ; above = dirname(above)) {
      if (!may(statSync(above), user, 0o1)) return above;
      if (above === dirname(above)) break;
    }
    const stats = statSync(path);
    if (!may(stats, user, path === paths[0] ? 0o1 : 0o5)) return path;
  }
  return undefined;
}

function may({ mode, uid, gid }: Stats, user: User, rights: number): boolean {
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & rights) === rights;
}
