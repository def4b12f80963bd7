import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { LogPosition } from '../../../kernel/event.js';
import { PG_POOL } from '../../../platform/runtime/tokens.js';
import type { Comparison, Head } from './log-comparison.js';
import type { Mismatch } from './mismatch.js';

/** A process that has said nothing of its verification for so long is gone. */
const LOST_AFTER = `interval '60 seconds'`;

/** What a comparison of the log with its seals came to. */
export interface Verification extends Head {
  readonly id: number;
  /** Up to here the log is what was sealed. */
  readonly position: LogPosition | null;
  readonly mismatch: Mismatch | null;
  readonly finishedAt: Date;
}

/** One that has been asked for and is not finished. */
export interface OpenVerification {
  readonly id: number;
  readonly checked: number;
  /** How many events there are to check; 0 while nobody has begun. */
  readonly of: number;
}

interface Row extends Omit<Verification, 'id' | 'size'> {
  readonly id: string;
  readonly size: string;
}

const finished = 'id, size, root, position, mismatch, finished_at as "finishedAt"';

/** Of each log at most one is open, whoever asks; what one came to is kept as it is. All times are the database's. */
@Injectable()
export class VerificationsStore {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** Asks for one, or joins the one that is open; its id. */
  async request(logId: string): Promise<number> {
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into audit.verifications as open (log_id) values ($1)
       on conflict (log_id) where finished_at is null do update set log_id = open.log_id returning id`,
      [logId],
    );
    return Number(rows[0]?.id);
  }

  /** Asks for one where none has been finished for so long. */
  async requestWhenOlder(logId: string, ms: number): Promise<void> {
    await this.pool.query(
      `insert into audit.verifications (log_id) select $1 where not exists (
         select from audit.verifications
         where log_id = $1 and finished_at > clock_timestamp() - $2 * interval '1 millisecond')
       on conflict (log_id) where finished_at is null do nothing`,
      [logId, ms],
    );
  }

  /** Takes the one that is open, unless somebody is at work on it. */
  async claim(logId: string, run: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update audit.verifications set run = $2, checked = 0, of = 0, updated_at = clock_timestamp()
       where log_id = $1 and finished_at is null
         and (run is null or updated_at < clock_timestamp() - ${LOST_AFTER})`,
      [logId, run],
    );
    return rowCount === 1;
  }

  /** False: somebody else has taken it. */
  async progress(run: string, checked: number, of: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update audit.verifications set checked = $2::bigint, of = greatest($2::bigint, $3::bigint), updated_at = clock_timestamp()
       where run = $1 and finished_at is null`,
      [run, checked, of],
    );
    return rowCount === 1;
  }

  async finish(run: string, { size, root, position, mismatch }: Comparison): Promise<void> {
    await this.pool.query(
      `update audit.verifications set checked = $2, size = $2, root = $3, position = $4, mismatch = $5,
         updated_at = clock_timestamp(), finished_at = clock_timestamp()
       where run = $1 and finished_at is null`,
      [run, size, root, position, mismatch],
    );
  }

  /** Lets the next one begin at once. */
  async giveBack(run: string): Promise<void> {
    await this.pool.query('update audit.verifications set run = null where run = $1 and finished_at is null', [run]);
  }

  last(logId: string): Promise<Verification | undefined> {
    return this.read('order by id desc limit 1', logId);
  }

  /** The last one that found everything as it was sealed: a head that the log must have come to. */
  lastIntact(logId: string): Promise<Verification | undefined> {
    return this.read('and mismatch is null and size > 0 order by id desc limit 1', logId);
  }

  async open(logId: string): Promise<OpenVerification | undefined> {
    const { rows } = await this.pool.query<{ id: string; checked: string; of: string }>(
      'select id, checked, of from audit.verifications where log_id = $1 and finished_at is null',
      [logId],
    );
    return rows[0] && { id: Number(rows[0].id), checked: Number(rows[0].checked), of: Number(rows[0].of) };
  }

  private async read(which: string, logId: string): Promise<Verification | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select ${finished} from audit.verifications where log_id = $1 and finished_at is not null ${which}`,
      [logId],
    );
    return rows[0] && { ...rows[0], id: Number(rows[0].id), size: Number(rows[0].size) };
  }
}
