/**
 * Builds dist/ when it is missing or older than its sources, and only then: a second start must not pull the files from
 * under a first one that is running. Two at the same time wait for one another.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built-from');
const lock = join(root, 'node_modules', '.orchestrate-build.lock');
const STALE_LOCK_MS = 120_000;

// An installed image ships dist/ without sources or compiler.
if (existsSync(join(root, 'src'))) {
  try {
    await build();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

async function build() {
  if (isFresh()) return;
  const release = await acquire();
  try {
    if (isFresh()) return;
    const wanted = fingerprint();
    const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    if (!existsSync(nest)) {
      throw new Error('dist/ is missing or out of date and the compiler is not installed; run `npm ci --include=dev`');
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

function isFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** Changes with any source's name, size or time. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of [...sources, ...['.swcrc', 'nest-cli.json'].map((name) => join(root, name))].sort()) {
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
