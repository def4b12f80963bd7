import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { TEST_ADMIN_KEY } from '../support/service.js';

let database: TestDatabase | undefined;
let npm: ChildProcess | undefined;
afterEach(async () => {
  try {
    // Whatever npm left behind is in its group.
    if (npm?.pid !== undefined) process.kill(-npm.pid, 'SIGKILL');
  } catch {
    // Nothing is left, as it should be.
  }
  await database?.drop();
});

/** Supervisors and containers know of npm alone; the shell that npm puts in between passes no signal on. */
it('npm start ends when the service has ended, and the service when npm is told to', async () => {
  database = await createTestDatabase();
  npm = spawn('npm', ['start', '--ignore-scripts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      DATABASE_URL: database.url,
      ORCHESTRATE_PORT: '0',
      ORCHESTRATE_OTLP_HTTP_PORT: 'off',
      ORCHESTRATE_OTLP_GRPC_PORT: 'off',
      ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const gone = once(npm, 'exit');
  const said: string[] = [];
  createInterface({ input: npm.stderr! }).on('line', (line) => said.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: npm!.stdout! }).on('line', (line) => {
      said.push(line);
      const ready = /ready at (\S+)/.exec(line)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    void gone.then(() => reject(new Error(`npm ended:\n${said.join('\n')}`)));
  });
  expect((await fetch(`${url}/healthz`, { headers: { connection: 'close' } })).status).toBe(200);

  npm.kill('SIGTERM');
  await gone;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  expect(said.join('\n')).toContain('"signal":"SIGTERM","msg":"stopping"');
});
