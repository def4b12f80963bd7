import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Holds bin, lib and share. */
  readonly root: string;
}

/** The programs that `embedded-postgres` brought for this machine, ready to run. */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const root = locate(name);
  const programs = { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres'), root };
  if (platform() !== 'win32') for (const program of [programs.initdb, programs.postgres]) makeExecutable(program);
  linkLibraries(root);
  return programs;
}

function locate(name: string): string {
  try {
    const fromHere = createRequire(import.meta.url);
    // Resolved from embedded-postgres, whose optional dependency it is: not every package manager lays it beside us.
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'platform',
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Install with optional dependencies, or set DATABASE_URL.`,
      { cause },
    );
  }
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & 0o111) !== 0o111) chmodSync(program, mode | 0o555);
}

/** npm packages hold no symbolic links; the package's install script makes them, unless install scripts are off. */
function linkLibraries(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
