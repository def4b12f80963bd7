import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../telemetry/logger.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { isAlive } from './process-identity.js';

const root = join(import.meta.dirname, '..', '..', '..');
const logger = createLogger({ level: 'silent' });
const cleanups: (() => unknown)[] = [];

beforeAll(() => void execFileSync(process.execPath, [join(root, 'scripts', 'ensure-build.js')]));
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** As `mktemp -d` makes it: closed to everybody else, which as root shuts out the user that PostgreSQL runs as. */
function closedDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'embedded-postgres-spec-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ dataDir, logger });
  cleanups.push(() => started.stop());
  return started;
}

/** A service of its own process: starts the database, says where it is, stops it on SIGTERM and SIGINT. */
async function startService(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const compiled = join(root, 'dist', 'platform');
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(join(compiled, 'embedded-postgres/embedded-postgres.js'))});
    const { createLogger } = await import(${JSON.stringify(join(compiled, 'telemetry/logger.js'))});
    const postgres = await startEmbeddedPostgres({ dataDir: process.argv[1], logger: createLogger({ level: 'error' }) });
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => postgres.stop().then(() => process.exit(0)));
    console.log(postgres.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  const [url] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return { child, url };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

const gone = (pid: number) => vi.waitUntil(() => !isAlive(pid), { timeout: 30_000, interval: 20 });

describe('given an empty directory', () => {
  it('makes a database that only its owner can reach, and keeps what is written', async () => {
    const dataDir = join(closedDirectory(), 'deep', 'data');
    const first = await start(dataDir);
    await query(first.url, `create table kept as select 'ü' as word`);
    const [server] = await query(
      first.url,
      `select rolsuper as superuser, current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding
       from pg_roles where rolname = current_user`,
    );
    expect(server).toEqual({
      superuser: false,
      addresses: '127.0.0.1',
      fsync: 'on',
      commit: 'on',
      encoding: 'UTF8',
    });
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
    await expect(query(first.url.replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    await first.stop();

    const second = await start(dataDir);
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'ü' }]);
  });

  it('leaves no process and no lock when stopped, twice over', async () => {
    const dataDir = closedDirectory();
    const started = await start(dataDir);
    const pid = postmasterOf(dataDir);
    await started.stop();
    await started.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(dataDir, 'orchestrate.lock'))).toBe(false);
  });

  it('works where everybody may pass', async () => {
    const dataDir = closedDirectory();
    chmodSync(dataDir, 0o755);
    expect(await query((await start(dataDir)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('given a directory in use', () => {
  it('refuses and names the process', async () => {
    const dataDir = closedDirectory();
    const { child, url } = await startService(dataDir);
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      reason: 'in_use',
      message: expect.stringContaining(`in use by process ${child.pid}`),
    });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a second start in the same process', async () => {
    const dataDir = closedDirectory();
    await start(dataDir);
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({ reason: 'in_use' });
  });
});

describe('given the service ends', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('on %s its database ends with it', async (signal) => {
    const dataDir = closedDirectory();
    const { child } = await startService(dataDir);
    const pid = postmasterOf(dataDir);
    child.kill(signal);
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(false);
  });

  it('on SIGKILL its database ends by itself, without losing what was committed', async () => {
    const dataDir = closedDirectory();
    const { child, url } = await startService(dataDir);
    await query(url, 'create table kept as select 7 as n');
    const pid = postmasterOf(dataDir);
    child.kill('SIGKILL');
    await gone(pid);
    expect(await query((await start(dataDir)).url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('on SIGKILL the next start need not wait for that', async () => {
    const dataDir = closedDirectory();
    const { child, url } = await startService(dataDir);
    await query(url, 'create table kept as select 7 as n');
    const pid = postmasterOf(dataDir);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await start(dataDir);
    expect(isAlive(pid)).toBe(false);
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('recovers when the database was killed with it', async () => {
    const dataDir = closedDirectory();
    const { child, url } = await startService(dataDir);
    await query(url, 'create table kept as select 7 as n');
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await query((await start(dataDir)).url, 'select n from kept')).toEqual([{ n: 7 }]);
  });
});

describe('given the database dies while the service lives', () => {
  it('is started again at the same address', async () => {
    const dataDir = closedDirectory();
    const { url } = await start(dataDir);
    await query(url, 'create table kept as select 7 as n');
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await vi.waitFor(async () => expect(await query(url, 'select n from kept')).toEqual([{ n: 7 }]), {
      timeout: 30_000,
      interval: 50,
    });
  });
});

describe('given a directory that cannot be used', () => {
  it('goes on after a first start that was interrupted', async () => {
    const dataDir = closedDirectory();
    mkdirSync(join(dataDir, 'postgres.initialising'));
    writeFileSync(join(dataDir, 'postgres.initialising', 'PG_VERSION'), '18\n');
    expect(await query((await start(dataDir)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('goes on after a process that is no more, its number being ours', async () => {
    const dataDir = closedDirectory();
    writeFileSync(join(dataDir, 'orchestrate.lock'), JSON.stringify({ pid: process.pid, startedAt: '1', token: 'x' }));
    expect(await query((await start(dataDir)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.each([
    ['a half one', '18', 'damaged', /not a whole database/],
    ['one of another version', '17', 'version', /PostgreSQL 17/],
  ])('says so of %s and leaves it alone', async (_, version, reason, message) => {
    const dataDir = closedDirectory();
    const cluster = join(dataDir, 'postgres');
    mkdirSync(join(cluster, 'global'), { recursive: true });
    writeFileSync(join(cluster, 'PG_VERSION'), `${version}\n`);
    if (reason === 'version')
      for (const file of ['global/pg_control', 'postgresql.conf']) writeFileSync(join(cluster, file), '');
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'nobody', cluster]);
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      reason,
      message: expect.stringMatching(message),
    });
    expect(existsSync(join(cluster, 'PG_VERSION'))).toBe(true);
    expect(existsSync(join(dataDir, 'orchestrate.lock'))).toBe(false);
  });
});
