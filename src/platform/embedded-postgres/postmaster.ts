import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Logger } from '../telemetry/logger.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { postgresSettings } from './postgres-settings.js';
import type { RunAs } from './run-as.js';

/** A PostgreSQL server process that accepts connections. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process is gone, whatever ended it. */
  readonly exited: Promise<void>;
  /** Ends it cleanly: open transactions are rolled back, a checkpoint is written. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  readonly postgres: string;
  readonly clusterDir: string;
  readonly port: number;
  readonly runAs: RunAs;
  readonly logger: Logger;
}

const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;
const KEPT_LINES = 20;

/** Starts the server and waits until it is ready, through crash recovery if need be. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { postgres, clusterDir, port, runAs, logger } = options;
  const settings = Object.entries({ ...postgresSettings, port: String(port) });
  const args = ['-D', clusterDir, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const child = runAs.spawn(postgres, args, ['ignore', 'ignore', 'pipe']);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const { pid } = child;
  if (pid === undefined) {
    const cause = await new Promise<Error>((resolve) => child.once('error', resolve));
    throw new EmbeddedPostgresError('failed', `PostgreSQL could not be started: ${cause.message}`, { cause });
  }
  const dismiss = watchOver(pid);
  void exited.then(dismiss);
  await ready(child, exited, logger);
  return { pid, exited, stop: () => stop(child, exited) };
}

/**
 * Ends the server when this process ends without having done so, SIGKILL included: a shell waits on a pipe that only we
 * hold, and is told on the other occasions that it is not needed. Answers how to tell it.
 */
function watchOver(pid: number): () => void {
  const script = 'read -r _ || { kill -INT "$0"; sleep 30; kill -QUIT "$0"; } 2>/dev/null';
  const watch = spawn('/bin/sh', ['-c', script, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // No shell, no watch: the next start finds and stops what was left.
  watch.on('error', () => undefined);
  watch.stdin.on('error', () => undefined);
  watch.unref();
  return () => void watch.stdin.end('not needed\n');
}

function ready(child: ChildProcess, exited: Promise<void>, logger: Logger): Promise<void> {
  const lastLines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
      logLine(line, logger);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    void exited.then(() => {
      reject(new EmbeddedPostgresError('failed', `PostgreSQL ended before it was ready:\n${lastLines.join('\n')}`));
    });
  });
}

function logLine(line: string, logger: Logger): void {
  const [, severity = 'LOG', text = line] = /^(LOG|FATAL|PANIC|WARNING|HINT|DETAIL|ERROR):\s+(.*)$/.exec(line) ?? [];
  // Connections cut by a stop are what a stop is for.
  const expected = severity === 'LOG' || /administrator command|starting up|shutting down/.test(text);
  logger[expected ? 'debug' : 'warn']({ source: 'postgres' }, text);
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
    ['SIGKILL', IMMEDIATE_STOP_MS],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    if (await endsWithin(exited, patience)) return;
  }
}

/** Whether something ends in time. */
export async function endsWithin(end: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const inTime = await Promise.race([end.then(() => true as const), late]);
  clearTimeout(timer);
  return inTime;
}
