import type { Pool } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import type { EventLog } from '../event-store/event-log.js';
import type { Checkpoint } from './checkpoint-store.js';
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
      advanceTo: (owned, position) => this.advanceTo(owned, position),
    });
  }

  /** The live checkpoint after the switch; undefined when there was none: lost, failed or stopping. */
  async run(owned: OwnedProjection, stopping: AbortSignal): Promise<Checkpoint | undefined> {
    this.stopping = stopping;
    const { pool, observer } = this.options;
    for (let attempt = 0; !stopping.aborted; attempt++) {
      try {
        await indexRebuiltTables(pool, owned.projection);
        const outcome = await this.exchange.run(owned);
        if (outcome.kind === 'lost') return undefined;
        observer.onRebuild?.({ projection: owned.name, events: outcome.live.events, error: undefined });
        return outcome.live;
      } catch (error) {
        observer.onProblem?.({ during: 'switching to rebuilt tables', error, projection: owned.name });
        if (databaseFault(error) === 'broken') {
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

  private async advanceTo(owned: OwnedProjection, position: LogPosition): Promise<boolean> {
    const { log, feed, pageSize } = this.options;
    while (isBefore(owned.position, position)) {
      const after = owned.position === undefined ? {} : { after: owned.position };
      const page = await log.readAll({ ...after, limit: pageSize });
      if (page.next === undefined) return false;
      const [departure] = await feed.give([owned], { events: page.events, to: page.next }, this.stopping);
      if (departure) await this.options.onDeparture(departure);
      if (departure || this.stopping.aborted) return false;
    }
    return true;
  }
}
