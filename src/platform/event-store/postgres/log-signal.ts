import pg from 'pg';
import { backoffMs, pause } from './backoff.js';

const channel = 'eventlog_appended';

/** Milliseconds over which appends of this process are told to the others with one NOTIFY. */
const notifyDebounceMs = 10;

/**
 * Says that the log has grown: at once within this process, by NOTIFY between processes. Only a hint that saves
 * waiting: whoever waits also looks after a while by himself. NOTIFY takes a database-wide lock at commit, so it
 * never rides in the append's own transaction.
 */
export class LogSignal {
  /** Grows with every sign of life. Take it before reading, then wait for a later one: no sign is missed. */
  version = 0;

  private readonly waiting = new Set<() => void>();
  private client: pg.Client | undefined;
  private listening: Promise<void> | undefined;
  private notifyTimer: NodeJS.Timeout | undefined;
  private readonly stop = new AbortController();

  constructor(private readonly connection: pg.ClientConfig) {}

  /** This process has appended. */
  appended(): void {
    this.wake();
    this.listen();
    this.notifyTimer ??= setTimeout(() => void this.notify(), notifyDebounceMs);
  }

  /** One at a time: what is appended while it runs is said by the next. */
  private async notify(): Promise<void> {
    const { version } = this;
    await this.client?.query(`notify ${channel}`).catch(() => undefined);
    const more = this.version !== version && !this.stop.signal.aborted;
    this.notifyTimer = more ? setTimeout(() => void this.notify(), notifyDebounceMs) : undefined;
  }

  /** Resolves when the version is beyond `seen`, when the time is over, on abort and on close. */
  changed(seen: number, ms: number, signal: AbortSignal): Promise<void> {
    this.listen();
    return new Promise((resolve) => {
      if (this.version !== seen || signal.aborted || this.stop.signal.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  async close(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.notifyTimer);
    this.wake();
    await this.listening;
  }

  private wake(): void {
    this.version += 1;
    for (const done of [...this.waiting]) done();
  }

  private listen(): void {
    if (!this.stop.signal.aborted) this.listening ??= this.keepListening();
  }

  private async keepListening(): Promise<void> {
    for (let attempt = 1; !this.stop.signal.aborted; attempt += 1) {
      if (await this.listenOnce()) attempt = 1;
      await pause(backoffMs(attempt), this.stop.signal);
    }
  }

  /** Until the connection ends; true when there was one. */
  private async listenOnce(): Promise<boolean> {
    const client = new pg.Client(this.connection);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    client.on('error', end);
    client.on('end', end);
    this.stop.signal.addEventListener('abort', end, { once: true });
    client.on('notification', (message) => {
      if (message.processId !== (client as unknown as { processID: number }).processID) this.wake();
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.client = client;
      // What was said before we listened is not repeated.
      this.wake();
      await ended;
      return true;
    } catch {
      return false;
    } finally {
      this.client = undefined;
      this.stop.signal.removeEventListener('abort', end);
      await client.end().catch(() => undefined);
    }
  }
}
