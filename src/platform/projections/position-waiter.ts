import type { Pool } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import { isBefore } from './page-applier.js';

interface Waiting {
  readonly missing: Set<string>;
  readonly position: LogPosition;
  readonly resolve: (outcome: 'reached' | 'timeout') => void;
}

export interface PositionWaiterOptions {
  readonly pool: Pool;
  /** Milliseconds between looks at the checkpoints of projections that other processes maintain. */
  readonly pollMs: number;
}

/**
 * Lets readers wait until projections have passed a position: told at once of what this process applies, finding out
 * the rest from the checkpoints, with one query for all who wait.
 */
export class PositionWaiter {
  private readonly waiting = new Set<Waiting>();
  private polling: NodeJS.Timeout | undefined;
  private asking = false;

  constructor(private readonly options: PositionWaiterOptions) {}

  /** Rows up to the position are visible. */
  applied(projection: string, position: LogPosition): void {
    for (const waiting of this.waiting) {
      if (!isBefore(position, waiting.position)) this.settle(waiting, projection);
    }
  }

  waitFor(projections: readonly string[], position: LogPosition, timeoutMs: number): Promise<'reached' | 'timeout'> {
    if (projections.length === 0) return Promise.resolve('reached');
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(waiting);
        resolve('timeout');
      }, timeoutMs);
      const waiting: Waiting = {
        missing: new Set(projections),
        position,
        resolve: (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        },
      };
      this.waiting.add(waiting);
      void this.poll();
    });
  }

  private settle(waiting: Waiting, projection: string): void {
    if (!waiting.missing.delete(projection) || waiting.missing.size > 0) return;
    this.waiting.delete(waiting);
    waiting.resolve('reached');
  }

  /** Looks now, and again for as long as anybody waits. */
  private async poll(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    clearTimeout(this.polling);
    try {
      const names = new Set([...this.waiting].flatMap(({ missing }) => [...missing]));
      const { rows } = await this.options.pool.query<{ projection: string; position: LogPosition }>(
        `select projection, position from projections.checkpoints
         where target = 'live' and position is not null and projection = any($1)`,
        [[...names]],
      );
      for (const { projection, position } of rows) this.applied(projection, position);
    } catch {
      // The database is away: whoever waits goes on waiting, up to its own limit.
    } finally {
      this.asking = false;
      if (this.waiting.size > 0) this.polling = setTimeout(() => void this.poll(), this.options.pollMs);
    }
  }
}
