import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The built service as a process of its own, so that it can be killed. */
export class SpawnedService {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What it wrote so far, both streams. */
    readonly output: readonly string[],
  ) {}

  /** Resolves with the ready line; rejects with what the process said when it ended before. */
  static async start(env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<SpawnedService> {
    const child = spawn(process.execPath, ['--import', './dist/instrumentation.js', 'dist/main.js', ...args], {
      env: {
        PATH: process.env['PATH'] ?? '',
        ORCHESTRATE_LOG_LEVEL: 'warn',
        ORCHESTRATE_PORT: '0',
        ORCHESTRATE_OTLP_HTTP_PORT: 'off',
        ORCHESTRATE_OTLP_GRPC_PORT: 'off',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    createInterface({ input: child.stderr! }).on('line', (line) => output.push(line));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout! }).on('line', (line) => {
        output.push(line);
        const ready = /ready at (\S+)/.exec(line)?.[1];
        if (ready) resolve(ready);
      });
      child.once('exit', (code) => reject(new Error(`the service ended with ${code}:\n${output.join('\n')}`)));
    });
    return new SpawnedService(child, url, output);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Ends it and waits until it is gone; answers the exit code, null after a kill. */
  async end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
    return this.child.exitCode;
  }
}
