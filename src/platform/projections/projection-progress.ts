import type { Pool } from 'pg';
import type { LogPosition } from '../../kernel/event.js';

/** How far the rows of a projection are, and a text that becomes another one whenever they may have changed. */
export interface ProjectionProgress {
  readonly projection: string;
  /** Undefined: nothing applied yet. */
  readonly position: LogPosition | undefined;
  /**
   * Made of what it has applied, of who maintains it (a rebuild exchanges its tables under another epoch), and of what
   * is set aside, which a retry applies without going on in the log.
   */
  readonly mark: string;
}

/** Of everything that serves, whoever maintains it. One small query. */
export async function readProgress(pool: Pool): Promise<readonly ProjectionProgress[]> {
  const { rows } = await pool.query<{ projection: string; position: LogPosition | null; mark: string }>(
    `select projection, position, concat_ws('/', epoch, events, (select count(*) from projections.dead_letters d
       where d.projection = c.projection)) as mark
     from projections.checkpoints c where target = 'live' order by projection`,
  );
  return rows.map(({ projection, position, mark }) => ({ projection, position: position ?? undefined, mark }));
}
