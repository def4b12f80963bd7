import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { EventLog } from '../event-store/event-log.js';
import { readCheckpoints } from './checkpoint-store.js';
import { listDeadLetters, requestRetry, retriesPending, type DeadLetter } from './dead-letter-store.js';
import { pause } from './pause.js';
import { PositionWaiter } from './position-waiter.js';
import type { Projection } from './projection.js';
import { type ProjectionProgress, readProgress } from './projection-progress.js';
import { ProjectionHost } from './projection-host.js';
import type { ProjectionObserver } from './projection-observer.js';
import { StatusReader, type ProjectionStatus } from './projection-status.js';
import { dropTables, prepareTables } from './projection-tables.js';
import { inTransaction, requestRebuild } from './rebuild-store.js';
import { checkProjections } from './table-ddl.js';

export interface ProjectionEngineOptions {
  /** At least 6 connections; fastest when they pipeline (`createPool({ pipeline: true })`). */
  readonly pool: Pool;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  /** Lifts an event to the schema this build knows; throws for one that it cannot read. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
  readonly clock: Clock;
  readonly observer?: ProjectionObserver;
  /** Identity of this process among the replicas; fresh by default. */
  readonly owner?: string;
  /** Most events in one transaction of the tail. Default 500. */
  readonly pageSize?: number;
  /** The same for catch-up and rebuild. Default 2 000. */
  readonly catchUpPageSize?: number;
  /** Milliseconds after which the projections of a silent process go to others. Default 10 000. */
  readonly leaseMs?: number;
  /** Milliseconds between heartbeats. Default 2 000. */
  readonly heartbeatMs?: number;
  /** Rows kept in memory, all tables together. Default 60 000. */
  readonly cacheRows?: number;
  /** Milliseconds between looks at what other processes maintain. Default 20. */
  readonly pollMs?: number;
}

export interface RebuildOutcome {
  readonly projection: string;
  readonly outcome: 'done' | 'failed';
  /** The event and the error that ended a failed one. */
  readonly failure?: string;
}

/**
 * Keeps read models current with the event log, each event applied exactly once, and answers how current they are.
 * Every process may ask (`prepare` is enough); those that `start` share the work.
 */
export class ProjectionEngine {
  /** Of the code, and those that have come since: one list, which all parts look at. */
  private readonly maintained: Projection[];
  private readonly parts = new Map<string, () => Promise<readonly string[]>>();
  private readonly host: ProjectionHost;
  private readonly waiter: PositionWaiter;
  private readonly reader: StatusReader;

  constructor(private readonly options: ProjectionEngineOptions) {
    const { pool, log, upcast, clock } = options;
    const projections = (this.maintained = [...options.projections]);
    checkProjections(projections);
    const now = (): number => clock.now().getTime();
    this.waiter = new PositionWaiter({ pool, pollMs: options.pollMs ?? 20 });
    this.reader = new StatusReader({ pool, log, projections, now });
    this.host = new ProjectionHost({
      pool,
      log,
      projections,
      isAdded: (projection) => !options.projections.includes(projection),
      upcast,
      now,
      owner: options.owner ?? randomUUID(),
      observer: options.observer ?? {},
      waiter: this.waiter,
      pageSize: options.pageSize ?? 500,
      catchUpPageSize: options.catchUpPageSize ?? 2_000,
      leaseMs: options.leaseMs ?? 10_000,
      heartbeatMs: options.heartbeatMs ?? 2_000,
      cacheRows: options.cacheRows ?? 60_000,
    });
  }

  /**
   * Creates what is missing and asks for rebuilds of what other code made. Throws EventLogError `wrong_log` when the
   * read models belong to another log.
   */
  async prepare(): Promise<void> {
    await prepareTables(this.options.pool, this.options.log, this.maintained);
  }

  /**
   * Maintains another projection from now on, which a decision of the log called for rather than the code: it catches up
   * from the beginning of the log. To be called in every process, and harmless when it was called before.
   */
  async add(projection: Projection): Promise<void> {
    await prepareTables(this.options.pool, this.options.log, [projection]);
    if (!this.maintained.some(({ name }) => name === projection.name)) {
      checkProjections([...this.maintained, projection]);
      this.maintained.push(projection);
    }
    this.host.wake();
  }

  /** Maintains a projection that was added no more, and removes its tables, whoever else still thinks to have it. */
  async remove(name: string): Promise<void> {
    const place = this.maintained.findIndex((projection) => projection.name === name);
    if (place >= 0) this.maintained.splice(place, 1);
    await this.host.letGo(name);
    await dropTables(this.options.pool, name);
  }

  /** How far all are whose names begin so and of which there are tables, made by whatever process. */
  async positions(prefix: string): Promise<ReadonlyMap<string, LogPosition | undefined>> {
    const rows = await readCheckpoints(this.options.pool);
    const live = rows.filter(({ projection, target }) => target === 'live' && projection.startsWith(prefix));
    return new Map(live.map(({ projection, position }) => [projection, position]));
  }

  /** Whoever waits for the projection waits for these as well, whichever there are by then. */
  compose(projection: string, parts: () => Promise<readonly string[]>): void {
    this.parts.set(projection, parts);
  }

  /** What it maintains, in order. */
  get projections(): readonly Projection[] {
    return this.maintained;
  }

  /** Takes part in maintaining the projections, until `stop`. */
  start(): void {
    this.host.start();
  }

  /** Finishes the pages under way and gives the projections back. */
  stop(): Promise<void> {
    return this.host.stop();
  }

  /** Resolves once the rows of every named projection include everything up to the position. */
  waitFor(
    projections: string | readonly string[],
    position: LogPosition,
    timeoutMs: number,
  ): Promise<'reached' | 'timeout'> {
    const names = typeof projections === 'string' ? [projections] : projections;
    this.find(names);
    return this.waitForAll(names, position, timeoutMs);
  }

  /** How far the rows are and whether they changed, cheaply: to be asked often. */
  progress(): Promise<readonly ProjectionProgress[]> {
    return readProgress(this.options.pool);
  }

  statuses(): Promise<readonly ProjectionStatus[]> {
    return this.reader.read();
  }

  /** Asks for rebuilds, of all by default; those already under way go on. Done by whoever maintains projections. */
  async startRebuild(projections?: readonly string[]): Promise<void> {
    const chosen = this.find(projections);
    const logId = await this.options.log.logId();
    await inTransaction(this.options.pool, async (client) => {
      for (const projection of chosen) await requestRebuild(client, projection, logId);
    });
    this.host.wake();
  }

  /** Resolves when none of the rebuilds is under way any more; rejects with the signal's reason when it is given. */
  async awaitRebuild(projections?: readonly string[], signal?: AbortSignal): Promise<readonly RebuildOutcome[]> {
    const names = this.find(projections).map(({ name }) => name);
    const waiting = signal ?? new AbortController().signal;
    for (;;) {
      waiting.throwIfAborted();
      const rows = await readCheckpoints(this.options.pool);
      const open = rows.filter(({ target, projection }) => target === 'rebuild' && names.includes(projection));
      if (open.every(({ failure }) => failure !== undefined)) {
        return names.map((projection) => {
          const failure = open.find((row) => row.projection === projection)?.failure;
          return failure === undefined ? { projection, outcome: 'done' } : { projection, outcome: 'failed', failure };
        });
      }
      await pause(100, waiting);
    }
  }

  /** Events that live projections went on without, oldest first. */
  async deadLetters(projections?: readonly string[]): Promise<readonly DeadLetter[]> {
    this.find(projections);
    return listDeadLetters(this.options.pool, projections);
  }

  /**
   * Applies events that were set aside, to the rows as they are now; all of the projection by default. Answers how
   * many were tried, and what is still set aside (with its new error). Resolves when all have been tried.
   */
  async retryDeadLetters(
    projection: string,
    positions?: readonly LogPosition[],
    signal?: AbortSignal,
  ): Promise<{ readonly tried: number; readonly remaining: readonly DeadLetter[] }> {
    this.find([projection]);
    const { pool } = this.options;
    const waiting = signal ?? new AbortController().signal;
    const tried = await requestRetry(pool, projection, positions);
    this.host.wake();
    while ((await retriesPending(pool, projection)) > 0) {
      waiting.throwIfAborted();
      await pause(100, waiting);
    }
    const remaining = await listDeadLetters(pool, [projection]);
    return { tried, remaining: remaining.filter(({ position }) => positions?.includes(position) ?? true) };
  }

  private async waitForAll(
    names: readonly string[],
    position: LogPosition,
    timeoutMs: number,
  ): Promise<'reached' | 'timeout'> {
    const outcome = await this.waiter.waitFor(names, position, timeoutMs);
    if (outcome === 'timeout') return outcome;
    const parts = (await Promise.all(names.map((name) => this.parts.get(name)?.() ?? []))).flat();
    return parts.length === 0 ? outcome : this.waitForAll(parts, position, timeoutMs);
  }

  private find(names: readonly string[] | undefined): readonly Projection[] {
    const projections = this.maintained;
    if (names === undefined) return projections;
    return names.map((wanted) => {
      const projection = projections.find(({ name }) => name === wanted);
      if (projection) return projection;
      throw new DomainError('PROJECTION_UNKNOWN', `there is no projection "${wanted}"`, {
        fault: 'not_found',
        details: { known: projections.map(({ name }) => name) },
      });
    });
  }
}
