import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { LogPosition } from '../../../kernel/event.js';
import { PG_POOL } from '../../../platform/runtime/tokens.js';

/** What was known of a stretch of the log when it was read first, and of the whole log up to its end. */
export interface Seal {
  /** Events before this stretch. */
  readonly first: number;
  /** Events up to its end. */
  readonly size: number;
  /** Of its last event. */
  readonly position: LogPosition;
  /** The leaves of its events, one after another. */
  readonly leaves: Buffer;
  /** Of the tree over all events up to its end: what goes on from here needs, and its root. */
  readonly frontier: Buffer;
  readonly root: Buffer;
  readonly sealedAt: Date;
}

export type NewSeal = Omit<Seal, 'sealedAt'>;

interface Row extends Omit<Seal, 'first' | 'size'> {
  readonly first: string;
  readonly size: string;
}

const columns = 'first, size, position, leaves, frontier, root, sealed_at as "sealedAt"';

/** Seals are added and never changed; each begins where the one before ends. */
@Injectable()
export class SealsStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  async last(logId: string): Promise<Seal | undefined> {
    const [seal] = await this.read('where log_id = $1 order by first desc limit 1', [logId]);
    return seal;
  }

  /** Those that begin at `first` or later, in their order. */
  from(logId: string, first: number, limit: number): Promise<readonly Seal[]> {
    return this.read('where log_id = $1 and first >= $2 order by first limit $3', [logId, first, limit]);
  }

  /** The seal in which the tree comes to this size, after the one before it. */
  async around(logId: string, size: number): Promise<{ readonly seal?: Seal; readonly before?: Seal }> {
    const [seal, before] = await this.read('where log_id = $1 and first < $2 order by first desc limit 2', [
      logId,
      size,
    ]);
    return { ...(seal && { seal }), ...(before && { before }) };
  }

  /** False: another process has sealed what follows the same seal. */
  async add(logId: string, { first, size, position, leaves, frontier, root }: NewSeal): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `insert into audit.seals (log_id, first, size, position, leaves, frontier, root)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [logId, first, size, position, leaves, frontier, root],
    );
    return rowCount === 1;
  }

  private async read(where: string, values: readonly unknown[]): Promise<Seal[]> {
    const { rows } = await this.pool.query<Row>(`select ${columns} from audit.seals ${where}`, [...values]);
    return rows.map((row) => ({ ...row, first: Number(row.first), size: Number(row.size) }));
  }
}
