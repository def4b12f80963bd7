import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { TEST_ADMIN_KEY } from '../support/service.js';

const program = join(import.meta.dirname, '..', '..', 'bin', 'orchestrate.js');

/** The built program as its users start it. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = start(args, env);
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

describe('the program as a process', () => {
  let database: TestDatabase;
  let served: ChildProcess;
  let url = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    served = start(['serve'], {
      DATABASE_URL: database.url,
      ORCHESTRATE_PORT: '0',
      ORCHESTRATE_OTLP_HTTP_PORT: 'off',
      ORCHESTRATE_OTLP_GRPC_PORT: 'off',
      ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY,
      ORCHESTRATE_LOG_LEVEL: 'warn',
    });
    let said = '';
    url = await new Promise<string>((resolve, reject) => {
      served.stdout!.on('data', (chunk: Buffer) => {
        said += chunk;
        const ready = /ready at (\S+)/.exec(said)?.[1];
        if (ready) resolve(ready);
      });
      served.stderr!.on('data', (chunk: Buffer) => (said += chunk));
      served.once('exit', (code) => reject(new Error(`serve ended with ${code}:\n${said}`)));
    });
  });
  afterAll(async () => {
    if (served.exitCode === null) {
      served.kill('SIGKILL');
      await once(served, 'exit');
    }
    await database.drop();
  });

  it('serves, answers, and sends results and remarks to different places', async () => {
    const env = { ORCHESTRATE_URL: url, ORCHESTRATE_API_KEY: TEST_ADMIN_KEY };
    const keys = await run(['keys', 'list', '--json'], env);
    expect([keys.code, keys.err]).toEqual([0, '']);
    expect(JSON.parse(keys.out).total).toBe(1);
    expect(await run(['agents'], env)).toEqual({ code: 0, out: '', err: 'no agents\n' });
  });

  it('ends with 1 when refused and with 2 when misused', async () => {
    expect((await run(['agents'], { ORCHESTRATE_URL: url })).code).toBe(1);
    expect((await run(['agents', '--nonsense'])).code).toBe(2);
    expect((await run(['config', 'check'], { ORCHESTRATE_PORT: 'x' })).code).toBe(1);
  });

  it('says nothing when the reader of its output leaves early', async () => {
    const child = start(['completion', 'fish']);
    let err = '';
    child.stderr!.on('data', (chunk: Buffer) => (err += chunk));
    child.stdout!.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    expect([code, err]).toEqual([0, '']);
  });

  it('stops serving when asked to', async () => {
    served.kill('SIGTERM');
    const [code] = (await once(served, 'exit')) as [number | null];
    expect(code).toBe(0);
  });
});
