import type { Pool } from 'pg';
import type { RecordedEvent } from '../../kernel/event.js';
import type { EventLog } from '../event-store/event-log.js';
import { CatchUpRunner } from './catch-up-runner.js';
import { release, type Checkpoint } from './checkpoint-store.js';
import { databaseFault, messageOf } from './database-fault.js';
import { DeadLetterRetry } from './dead-letter-retry.js';
import { retriesRequested } from './dead-letter-store.js';
import { LeaseKeeper } from './lease-keeper.js';
import { OwnedProjection } from './owned-projection.js';
import { PageApplier, type Departure } from './page-applier.js';
import { PageFeed } from './page-feed.js';
import { PageWriter } from './page-writer.js';
import { pause, persist } from './pause.js';
import type { PositionWaiter } from './position-waiter.js';
import type { Projection } from './projection.js';
import type { ProjectionObserver, ProjectionTarget } from './projection-observer.js';
import { RebuildFinish } from './rebuild-finish.js';
import { createRebuildTables, failRebuild, requestRebuild } from './rebuild-store.js';
import { TailRunner } from './tail-runner.js';

export interface ProjectionHostOptions {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  /** Whether it came while the engine runs: nobody waits for its past, and it keeps none of the others waiting. */
  readonly isAdded: (projection: Projection) => boolean;
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
  readonly now: () => number;
  readonly owner: string;
  readonly observer: ProjectionObserver;
  readonly waiter: PositionWaiter;
  readonly pageSize: number;
  readonly catchUpPageSize: number;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly cacheRows: number;
}

/** A checkpoint that has become ours, and the code for it. */
interface Fresh {
  readonly projection: Projection;
  readonly row: Checkpoint;
}

/** Milliseconds for which a projection that failed here is left to others. */
const avoidMs = 30_000;

const slot = (name: string, target: ProjectionTarget): string => `${target}:${name}`;

/**
 * The part of a process that maintains projections: a heartbeat that claims them, a catch-up for those far behind,
 * a catch-up for rebuilds, and the tail where all end up.
 */
export class ProjectionHost {
  private readonly held = new Map<string, OwnedProjection>();
  private readonly avoid = new Map<string, number>();
  private readonly stopping = new AbortController();
  private readonly keeper: LeaseKeeper;
  private readonly tail: TailRunner;
  private readonly catchUps: Readonly<Record<ProjectionTarget | 'added', CatchUpRunner>>;
  private readonly finish: RebuildFinish;
  private readonly retry: DeadLetterRetry;
  private readonly cacheRowsPerTable: number;
  private beating: Promise<void> | undefined;
  private nextBeat = new AbortController();

  constructor(private readonly options: ProjectionHostOptions) {
    const { pool, log, owner, leaseMs, now, observer, waiter, upcast, catchUpPageSize } = options;
    const folds = options.projections.flatMap(({ outputs }) => outputs.filter(({ kind }) => kind === 'fold')).length;
    this.cacheRowsPerTable = Math.max(1_000, Math.floor(options.cacheRows / Math.max(1, folds)));
    const writer = new PageWriter({ pool, owner, leaseMs });
    const feed = new PageFeed({ applier: new PageApplier({ pool, writer, owner, now, observer }), upcast, observer });
    const onDeparture = (departure: Departure): Promise<void> => this.depart(departure);
    this.keeper = new LeaseKeeper({ pool, owner, projections: options.projections, leaseMs });
    this.tail = new TailRunner({
      log,
      feed,
      pageSize: options.pageSize,
      observer,
      onApplied: (name, position) => waiter.applied(name, position),
      onDeparture,
    });
    const shared = { log, feed, pageSize: catchUpPageSize, now, observer, onDeparture };
    const toTail = (): CatchUpRunner =>
      new CatchUpRunner({
        ...shared,
        onApplied: ({ name, position }) => position !== undefined && waiter.applied(name, position),
        onCaughtUp: async (owned) => this.tail.join(owned),
      });
    this.catchUps = {
      live: toTail(),
      added: toTail(),
      rebuild: new CatchUpRunner({
        ...shared,
        onApplied: () => undefined,
        onCaughtUp: (owned) => this.finishRebuild(owned),
      }),
    };
    this.finish = new RebuildFinish({
      pool,
      log,
      owner,
      leaseMs,
      feed,
      pageSize: catchUpPageSize,
      observer,
      onDeparture,
    });
    this.retry = new DeadLetterRetry({ pool, log, writer, upcast });
  }

  start(): void {
    this.tail.start();
    this.beating ??= this.beat();
  }

  /** The heartbeat is due now. */
  wake(): void {
    this.nextBeat.abort();
  }

  /** Finishes the pages under way and gives everything back, so that others go on at once. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.beating;
    await Promise.all([this.tail, ...Object.values(this.catchUps)].map((runner) => runner.stop()));
    const { pool, owner } = this.options;
    for (const owned of this.held.values()) {
      await release(pool, owner, owned.name, owned.target);
      this.tellOwnership(owned, false);
    }
    this.held.clear();
    if (this.beating) await this.keeper.leave();
  }

  /** Gives one back, wherever it is with it. */
  async letGo(name: string): Promise<void> {
    for (const target of ['live', 'rebuild'] as const) {
      const owned = this.held.get(slot(name, target));
      if (!owned) continue;
      for (const runner of Object.values(this.catchUps)) runner.leave(owned);
      await this.tail.leave(owned);
      this.held.delete(slot(name, target));
      await release(this.options.pool, this.options.owner, name, target);
      this.tellOwnership(owned, false);
    }
  }

  private async beat(): Promise<void> {
    const { heartbeatMs, observer } = this.options;
    while (!this.stopping.signal.aborted) {
      this.nextBeat = new AbortController();
      try {
        await this.round();
      } catch (error) {
        observer.onProblem?.({ during: 'renewing leases', error });
      }
      if (this.stopping.signal.aborted) return;
      await pause(heartbeatMs, this.nextBeat.signal);
    }
  }

  private async round(): Promise<void> {
    const now = this.options.now();
    for (const [name, until] of this.avoid) if (until <= now) this.avoid.delete(name);
    const { owned, surplus, lagging } = await this.keeper.round(new Set(this.avoid.keys()));
    await this.adopt(owned);
    await this.yieldSome(surplus);
    await this.retryDeadLetters();
    // Other than at the start: a replica of an earlier release had its own tables put in place meanwhile.
    for (const projection of lagging) {
      await requestRebuild(this.options.pool, projection, await this.options.log.logId());
    }
  }

  private async adopt(rows: readonly Checkpoint[]): Promise<void> {
    const fresh = rows.flatMap((row): Fresh[] => {
      if (this.held.has(slot(row.projection, row.target))) return [];
      const projection = this.options.projections.find(({ name }) => name === row.projection);
      return projection ? [{ projection, row }] : [];
    });
    const live = fresh.filter(({ row }) => row.target === 'live');
    const { isAdded } = this.options;
    this.startCatchUp(
      'live',
      live.filter(({ projection }) => !isAdded(projection)),
    );
    this.startCatchUp(
      'added',
      live.filter(({ projection }) => isAdded(projection)),
    );
    const rebuilds: Fresh[] = [];
    for (const one of fresh.filter(({ row }) => row.target === 'rebuild')) {
      if (await this.canRebuild(one)) rebuilds.push(one);
    }
    this.startCatchUp('rebuild', rebuilds);
  }

  /** In one go: whatever is held is with a runner, and nothing in between can fail. */
  private startCatchUp(runner: keyof typeof this.catchUps, fresh: readonly Fresh[]): void {
    this.catchUps[runner].add(fresh.map(({ projection, row }) => this.hold(projection, row)));
  }

  /** A rebuild that begins gets its tables. One that cannot have them fails; nobody else waits for it. */
  private async canRebuild({ projection, row }: Fresh): Promise<boolean> {
    if (row.position !== undefined) return true;
    const { pool, owner, observer } = this.options;
    try {
      await createRebuildTables(pool, projection, row.tables);
      return true;
    } catch (error) {
      observer.onProblem?.({ during: 'creating tables to rebuild into', error, projection: projection.name });
      // The next heartbeat finds it again.
      if (databaseFault(error) === 'away') return false;
      const reason = `its tables cannot be created: ${messageOf(error)}`;
      await failRebuild(pool, owner, projection, row.epoch, reason);
      observer.onRebuild?.({ projection: projection.name, events: 0, error: reason });
      return false;
    }
  }

  private hold(projection: Projection, row: Checkpoint): OwnedProjection {
    const owned = new OwnedProjection(projection, row.target, row.epoch, row.position, this.cacheRowsPerTable);
    this.held.set(slot(owned.name, owned.target), owned);
    this.tellOwnership(owned, true);
    return owned;
  }

  private async yieldSome(surplus: number): Promise<void> {
    const live = [...this.held.values()].filter((owned) => owned.target === 'live' && this.tail.has(owned));
    for (const owned of live.slice(live.length - Math.min(surplus, live.length))) {
      await this.tail.leave(owned);
      this.held.delete(slot(owned.name, owned.target));
      await release(this.options.pool, this.options.owner, owned.name, owned.target);
      this.tellOwnership(owned, false);
    }
  }

  private async retryDeadLetters(): Promise<void> {
    const live = [...this.held.values()].filter((owned) => owned.target === 'live' && this.tail.has(owned));
    if (live.length === 0) return;
    const letters = await retriesRequested(
      this.options.pool,
      live.map(({ name }) => name),
    );
    for (const letter of letters) {
      const owned = live.find(({ name }) => name === letter.projection);
      if (owned) await this.tail.between(() => this.retry.run(owned, letter));
    }
  }

  private async finishRebuild(owned: OwnedProjection): Promise<void> {
    const live = await this.finish.run(owned, this.stopping.signal);
    if (this.stopping.signal.aborted && !live) return;
    this.held.delete(slot(owned.name, 'rebuild'));
    this.tellOwnership(owned, false);
    if (!live) return;
    if (live.position !== undefined) this.options.waiter.applied(owned.name, live.position);
    if (live.owner !== this.options.owner) return;
    const held = this.held.get(slot(owned.name, 'live'));
    // Whoever holds the old tables finds the new epoch with its next page, and goes on from there.
    if (!held) this.tail.join(this.hold(owned.projection, live));
  }

  private async depart({ owned, reason }: Departure): Promise<void> {
    const key = slot(owned.name, owned.target);
    if (this.held.get(key) !== owned) return;
    this.held.delete(key);
    this.tellOwnership(owned, false);
    if (reason === undefined) return;
    const { pool, owner, observer } = this.options;
    observer.onProblem?.({ during: `maintaining ${owned.target}`, error: new Error(reason), projection: owned.name });
    if (owned.target === 'live') this.avoid.set(owned.name, this.options.now() + avoidMs);
    await persist(
      () =>
        owned.target === 'live'
          ? release(pool, owner, owned.name, owned.target, reason)
          : failRebuild(pool, owner, owned.projection, owned.epoch, reason),
      this.stopping.signal,
      (error) => observer.onProblem?.({ during: 'giving up a projection', error, projection: owned.name }),
    );
    if (owned.target === 'rebuild') observer.onRebuild?.({ projection: owned.name, events: 0, error: reason });
  }

  private tellOwnership({ name, target }: OwnedProjection, owned: boolean): void {
    this.options.observer.onOwnership?.({ projection: name, target, owned });
  }
}
