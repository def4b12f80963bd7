import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export const BENCH_KEY = 'bench-admin-key-0123456789-0123456789';

export interface BenchService {
  readonly url: string;
  stop(): Promise<void>;
}

/** The service as a process of its own, so that the load that is put on it does not run in its event loop. */
export async function spawnService(
  databaseUrl: string,
  roles: string,
  further: Readonly<Record<string, string>> = {},
): Promise<BenchService> {
  const child = spawn(
    process.execPath,
    // As `npm start` runs it.
    ['--max-semi-space-size=64', '--import', './.bench-dist/src/instrumentation.js', '.bench-dist/src/main.js'],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: databaseUrl,
        ORCHESTRATE_PORT: '0',
        ORCHESTRATE_OTLP_HTTP_PORT: 'off',
        ORCHESTRATE_OTLP_GRPC_PORT: 'off',
        ORCHESTRATE_ROLES: roles,
        ORCHESTRATE_ADMIN_KEY: BENCH_KEY,
        ORCHESTRATE_LOG_LEVEL: 'warn',
        ...further,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = /ready at (\S+)/.exec(line)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
