/**
 * Builds dist/ (the service) and dashboard/dist/ (the dashboard) when they are missing or older than their sources, and
 * only then: a second start must not pull the files from under a first one that is running. Two at the same time wait
 * for one another.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const lock = join(root, 'node_modules', '.orchestrate-build.lock');
const STALE_LOCK_MS = 120_000;

const service = {
  stamp: join(root, 'dist', '.built-from'),
  folders: [join(root, 'src')],
  files: ['.swcrc', 'nest-cli.json'].map((name) => join(root, name)),
  cwd: root,
  program: join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'),
  arguments: ['build'],
};

const dashboardRoot = join(root, 'dashboard');
const dashboard = {
  stamp: join(dashboardRoot, 'dist', '.built-from'),
  folders: [join(dashboardRoot, 'src'), join(dashboardRoot, 'public')],
  files: ['index.html', 'vite.config.ts', 'package.json'].map((name) => join(dashboardRoot, name)),
  cwd: dashboardRoot,
  program: join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
  arguments: ['build', '--logLevel', 'warn'],
};

try {
  for (const part of [service, dashboard]) {
    // An installed image ships what was built, without sources or compilers.
    if (existsSync(part.folders[0])) await build(part);
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function build(part) {
  if (isFresh(part)) return;
  const release = await acquire();
  try {
    if (isFresh(part)) return;
    const wanted = fingerprint(part);
    if (!existsSync(part.program)) {
      const what = part.stamp.slice(root.length + 1, -'.built-from'.length);
      throw new Error(
        `${what} is missing or out of date and its compiler is not installed; run \`npm ci --include=dev\``,
      );
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [part.program, ...part.arguments], {
      cwd: part.cwd,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
    writeFileSync(part.stamp, wanted);
  } finally {
    release();
  }
}

function isFresh(part) {
  return existsSync(part.stamp) && readFileSync(part.stamp, 'utf8') === fingerprint(part);
}

/** Changes with any source's name, size or time. */
function fingerprint(part) {
  const hash = createHash('sha256');
  const sources = part.folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of [...sources, ...part.files].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function acquire() {
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx'));
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > STALE_LOCK_MS) rmSync(lock, { force: true });
      await delay(100);
    }
  }
}
