import type { Pool } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import type { EventLog } from '../event-store/event-log.js';
import { readCheckpoint, type Checkpoint } from './checkpoint-store.js';
import { databaseFault, messageOf } from './database-fault.js';
import type { OwnedProjection } from './owned-projection.js';
import { isBefore, type Departure } from './page-applier.js';
import type { PageFeed } from './page-feed.js';
import { backoffMs, pause } from './pause.js';
import type { ProjectionObserver } from './projection-observer.js';
import { indexRebuiltTables } from './rebuild-store.js';
import { RebuildSwitch } from './rebuild-switch.js';

export interface RebuildFinishOptions {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly owner: string;
  readonly leaseMs: number;
  readonly feed: PageFeed;
  readonly pageSize: number;
  readonly observer: ProjectionObserver;
  readonly onDeparture: (departure: Departure) => Promise<void>;
}

/** Brings a rebuild that has met the end of the log into service. */
export class RebuildFinish {
  private readonly exchange: RebuildSwitch;
  private stopping: AbortSignal = new AbortController().signal;

  constructor(private readonly options: RebuildFinishOptions) {
    const { pool, owner, leaseMs } = options;
    this.exchange = new RebuildSwitch({
      pool,
      owner,
      leaseMs,
      advanceTo: async (owned, position) => (await this.advanceTo(owned, position)) !== undefined,
    });
  }

  /** The live checkpoint after the switch; undefined when there was none: lost, failed or stopping. */
  async run(owned: OwnedProjection, stopping: AbortSignal): Promise<Checkpoint | undefined> {
    this.stopping = stopping;
    const { pool, observer } = this.options;
    let indexed = false;
    for (let attempt = 0; !stopping.aborted; attempt++) {
      try {
        if (!indexed) await indexRebuiltTables(pool, owned.projection);
        indexed = true;
        if (!(await this.approach(owned))) return undefined;
        const outcome = await this.exchange.run(owned);
        if (outcome.kind === 'lost') return undefined;
        observer.onRebuild?.({ projection: owned.name, events: outcome.live.events, error: undefined });
        return outcome.live;
      } catch (error) {
        if (await this.isLost(owned)) return undefined;
        observer.onProblem?.({ during: 'switching to rebuilt tables', error, projection: owned.name });
        // A table in use, a database that is away: later. Rows or tables that will not do: never.
        if (databaseFault(error) !== 'away') {
          await this.options.onDeparture({
            owned,
            reason: `the rebuilt tables cannot be put in place: ${messageOf(error)}`,
          });
          return undefined;
        }
        await pause(backoffMs(attempt), stopping);
      }
    }
    return undefined;
  }

  /** Another has taken it over, and with it the tables; false where that cannot be found out now. */
  private async isLost(owned: OwnedProjection): Promise<boolean> {
    const rebuild = await readCheckpoint(this.options.pool, owned.name, 'rebuild').catch(() => null);
    if (rebuild === null) return false;
    return rebuild?.owner !== this.options.owner || rebuild.epoch !== owned.epoch;
  }

  /**
   * Follows the live tables until a page is enough to reach them: what came while the indexes were made is worked off
   * while nobody waits, and only the last steps are left for when the live checkpoint is locked.
   */
  private async approach(owned: OwnedProjection): Promise<boolean> {
    for (;;) {
      const live = await readCheckpoint(this.options.pool, owned.name, 'live');
      if (live?.position === undefined) return true;
      const pages = await this.advanceTo(owned, live.position);
      if (pages === undefined || pages <= 1) return pages !== undefined;
    }
  }

  /** In so many pages; undefined: it left, or we are stopping. */
  private async advanceTo(owned: OwnedProjection, position: LogPosition): Promise<number | undefined> {
    const { log, feed, pageSize } = this.options;
    let pages = 0;
    while (isBefore(owned.position, position)) {
      const after = owned.position === undefined ? {} : { after: owned.position };
      const page = await log.readAll({ ...after, limit: pageSize });
      if (page.next === undefined) return undefined;
      const [departure] = await feed.give([owned], { events: page.events, to: page.next }, this.stopping);
      if (departure) await this.options.onDeparture(departure);
      if (departure || this.stopping.aborted) return undefined;
      pages++;
    }
    return pages;
  }
}
