import type { Pool } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import type { EventLog } from '../event-store/event-log.js';
import { readCheckpoints, type Checkpoint } from './checkpoint-store.js';
import { codeOf, isSameCode } from './code-identity.js';
import { isBefore } from './page-applier.js';
import type { Projection } from './projection.js';

export interface RebuildStatus {
  readonly state: 'waiting' | 'running' | 'failed';
  readonly version: number;
  /** Part of the log that has been read, 0 to 1. */
  readonly progress: number;
  readonly position: LogPosition | undefined;
  readonly events: number;
  readonly eventsPerSecond: number | undefined;
  /** The event and the error that ended it. */
  readonly failure: string | undefined;
}

export interface ProjectionStatus {
  readonly name: string;
  /** Version of the code that made the tables that serve. */
  readonly version: number;
  readonly position: LogPosition | undefined;
  readonly caughtUp: boolean;
  /** Age of the oldest event not applied yet; undefined when there is none. */
  readonly behindSeconds: number | undefined;
  /** Events of its types passed since the tables were made. */
  readonly events: number;
  /** Id of the process that maintains it. */
  readonly owner: string | undefined;
  readonly deadLetters: number;
  /**
   * `current`: has applied everything there is. `behind`: on its way. `failed`: stopped, see `failure`.
   * `outdated`: made by other code than this process runs, earlier or later; it serves until its rebuild is done.
   * `unowned`: nobody maintains it just now.
   */
  readonly state: 'current' | 'behind' | 'failed' | 'outdated' | 'unowned';
  readonly failure: string | undefined;
  readonly rebuild: RebuildStatus | undefined;
  readonly updatedAt: Date;
}

export interface StatusReaderOptions {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  readonly now: () => number;
}

/** How far projections are, whoever maintains them; from their checkpoints and the log. */
export class StatusReader {
  constructor(private readonly options: StatusReaderOptions) {}

  async read(): Promise<readonly ProjectionStatus[]> {
    const { pool, log, projections } = this.options;
    // The head first: what is applied meanwhile makes nobody look behind.
    const head = await log.head();
    const [rows, letters] = await Promise.all([readCheckpoints(pool), this.countDeadLetters()]);
    const live = new Map(rows.filter(({ target }) => target === 'live').map((row) => [row.projection, row]));
    const rebuilds = new Map(rows.filter(({ target }) => target === 'rebuild').map((row) => [row.projection, row]));
    const ages = await this.ages([...live.values()], head);
    return projections.flatMap((projection) => {
      const row = live.get(projection.name);
      if (!row) return [];
      const behind = head !== undefined && isBefore(row.position, head);
      return [
        {
          name: row.projection,
          version: row.version,
          position: row.position,
          caughtUp: !behind,
          behindSeconds: behind ? ages.get(row.position) : undefined,
          events: row.events,
          owner: row.leaseExpired ? undefined : row.owner,
          deadLetters: letters.get(row.projection) ?? 0,
          state: stateOf(row, projection, behind),
          failure: row.failure,
          rebuild: rebuildOf(rebuilds.get(row.projection), head),
          updatedAt: row.updatedAt,
        },
      ];
    });
  }

  private async countDeadLetters(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.options.pool.query<{ projection: string; count: number }>(
      'select projection, count(*)::int as count from projections.dead_letters group by projection',
    );
    return new Map(rows.map(({ projection, count }) => [projection, count]));
  }

  /** Seconds since the first event beyond each position was recorded. */
  private async ages(
    rows: readonly Checkpoint[],
    head: LogPosition | undefined,
  ): Promise<ReadonlyMap<LogPosition | undefined, number>> {
    if (head === undefined) return new Map();
    const behind = new Set(rows.map(({ position }) => position).filter((position) => isBefore(position, head)));
    const ages = [...behind].map(async (position) => {
      const after = position === undefined ? {} : { after: position };
      const { events } = await this.options.log.readAll({ ...after, limit: 1 });
      const [next] = events;
      const age = next ? Math.max(0, this.options.now() - next.recordedAt.getTime()) / 1000 : 0;
      return [position, age] as const;
    });
    return new Map(await Promise.all(ages));
  }
}

function stateOf(row: Checkpoint, projection: Projection, behind: boolean): ProjectionStatus['state'] {
  if (!isSameCode(row, codeOf(projection))) return 'outdated';
  if (row.failure !== undefined) return 'failed';
  if (row.owner === undefined || row.leaseExpired) return 'unowned';
  return behind ? 'behind' : 'current';
}

function rebuildOf(row: Checkpoint | undefined, head: LogPosition | undefined): RebuildStatus | undefined {
  if (!row) return undefined;
  const running = row.owner !== undefined && !row.leaseExpired;
  return {
    state: row.failure !== undefined ? 'failed' : running ? 'running' : 'waiting',
    version: row.version,
    progress: fraction(row.position, head),
    position: row.position,
    events: row.events,
    eventsPerSecond: row.eventsPerSecond,
    failure: row.failure,
  };
}

/** Positions of both stores begin with 20 digits that grow evenly enough to tell how much is done. */
export function fraction(position: LogPosition | undefined, head: LogPosition | undefined): number {
  if (position === undefined || head === undefined) return head === undefined ? 1 : 0;
  const digits = (place: LogPosition): number => Number(/^\d{1,20}/.exec(place)?.[0] ?? 0);
  return digits(head) === 0 ? 1 : Math.min(1, digits(position) / digits(head));
}
