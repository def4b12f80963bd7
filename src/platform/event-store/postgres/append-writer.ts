import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { EventLogError } from '../event-log.js';
import { AppendStatement, type AppendRow } from './append-statement.js';
import { backoffMs, pause } from './backoff.js';
import { selectFlush, type FlushLimits } from './flush-selection.js';
import type { PendingAppend } from './pending-append.js';
import { classifyFailure, refusal } from './postgres-failure.js';

export interface AppendWriterOptions {
  /** How the writer's own connection is made. */
  readonly connection: pg.ClientConfig;
  readonly limits: FlushLimits;
  /** Bytes that may wait; beyond, appends are refused as `unavailable` instead of filling the memory. */
  readonly maxQueuedBytes: number;
  /** Told after each commit that appended something. */
  readonly onAppended: () => void;
}

/** Flushes for which repeated ids are looked up first, once one has been met: who sends again sends more of it. */
const suspicionFlushes = 32;

/** Milliseconds by which a deadline may be overrun. */
const deadlineCheckMs = 50;

/** The flush statement is planned for the tables as they will be, not for the empty ones of the first minute. */
const sessionSettings = `
  set plan_cache_mode = force_generic_plan; set jit = off;
  set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off`;

/**
 * The group commit: one queue and one connection per process. Whatever arrives while a flush is under way goes into
 * the next; an idle writer flushes at once. After a lost connection the same ids are sent again, which converges
 * because ids are an identity for ever.
 */
export class AppendWriter {
  private queue: PendingAppend[] = [];
  private underWay: readonly PendingAppend[] = [];
  private queuedBytes = 0;
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;
  private suspicion = 0;
  private closed = false;
  private readonly stop = new AbortController();

  constructor(private readonly options: AppendWriterOptions) {}

  enqueue(append: PendingAppend): void {
    if (this.closed) return append.fail(new EventLogError('closed', 'the event log is closed'));
    if (this.queuedBytes + append.bytes > this.options.maxQueuedBytes) {
      return append.fail(new EventLogError('unavailable', 'too many appends are waiting'));
    }
    this.queue.push(append);
    this.queuedBytes += append.bytes;
    append.onSettled = this.release;
    this.running ??= this.run();
  }

  private readonly release = ({ bytes }: PendingAppend): void => {
    this.queuedBytes -= bytes;
  };

  /** One timer for all: thousands of appends a second each with its own would cost more than their flush. */
  private giveUpLate(): void {
    const now = performance.now();
    for (const append of this.underWay) append.giveUpWhenLate(now);
    for (const append of this.queue) append.giveUpWhenLate(now);
  }

  /** Finishes what was accepted (each append has its own deadline), then gives the connection back. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
    this.stop.abort();
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
  }

  private async run(): Promise<void> {
    // The appends of one turn of the event loop, and of the writers just answered, go together.
    await nextTurn();
    const clock = setInterval(() => this.giveUpLate(), deadlineCheckMs);
    while (this.queue.length > 0) {
      const { flush, rest } = selectFlush(this.queue, this.options.limits);
      this.queue = rest;
      this.underWay = flush;
      await this.send(flush, false);
      await nextTurn();
    }
    this.underWay = [];
    clearInterval(clock);
    // Here and not in a later turn: an append arriving in between would wait for nobody.
    this.running = undefined;
  }

  /** Settles every append of the flush. */
  private async send(flush: readonly PendingAppend[], repeated: boolean): Promise<void> {
    let judge = repeated || this.suspicion > 0;
    let doubtful = repeated;
    for (let attempt = 1; ; attempt += 1) {
      const open = flush.filter((append) => !append.settled);
      if (open.length === 0) return;
      try {
        this.client ??= await this.connect();
        await this.execute(this.client, open, judge);
        return;
      } catch (error) {
        const failure = classifyFailure(error);
        if (failure === 'refused') return this.refuse(open, error);
        // A connection that failed once is not asked again, whatever it said.
        this.drop();
        judge = true;
        doubtful ||= failure === 'lost';
        // Rolled back for certain: giving up now means that nothing was written.
        if (!doubtful) for (const append of open) append.sent = false;
      }
      await pause(backoffMs(attempt), this.stop.signal);
    }
  }

  private async execute(client: pg.Client, open: readonly PendingAppend[], judge: boolean): Promise<void> {
    const statement = new AppendStatement(open, judge);
    for (const append of open) append.sent = true;
    const { rows } = await client.query(statement.query);
    const outcomes = statement.outcomes(rows[0] as unknown as AppendRow);
    let appended = false;
    let repeated = false;
    outcomes.forEach((outcome, place) => {
      if (outcome.ok && outcome.duplicate) repeated = true;
      else if (outcome.ok) appended = true;
      open[place]!.settle(outcome);
    });
    this.suspicion = repeated ? suspicionFlushes : Math.max(0, this.suspicion - 1);
    if (appended) this.options.onAppended();
  }

  /** One append that the database cannot take must not sink the others: each is sent alone. */
  private async refuse(open: readonly PendingAppend[], error: unknown): Promise<void> {
    if (open.length === 1) return open[0]!.fail(refusal(error));
    for (const append of open) await this.send([append], true);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client(this.options.connection);
    client.on('error', () => {
      if (this.client === client) this.client = undefined;
    });
    try {
      await client.connect();
      await client.query(sessionSettings);
      return client;
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
  }

  private drop(): void {
    const client = this.client;
    this.client = undefined;
    void client?.end().catch(() => undefined);
  }
}
