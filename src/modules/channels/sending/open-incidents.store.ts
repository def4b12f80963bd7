import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK, PG_POOL } from '../../../platform/runtime/tokens.js';

/** Which version of a routing key incidents were opened with: only with that one they can be acknowledged and resolved. */
@Injectable()
export class OpenIncidents {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined where none was opened over this channel. */
  async secretVersionOf(channelId: string, dedupKey: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ secret_version: string }>(
      'select secret_version from channels.open_incidents where channel_id = $1 and dedup_key = $2',
      [channelId, dedupKey],
    );
    return rows[0]?.secret_version;
  }

  /** To be called before it is opened: better one that never was than one that cannot be closed. */
  async opening(channelId: string, dedupKey: string, secretVersion: string): Promise<void> {
    await this.pool.query(
      `insert into channels.open_incidents (channel_id, dedup_key, secret_version, sent_at) values ($1, $2, $3, $4)
       on conflict (channel_id, dedup_key) do update
       set secret_version = excluded.secret_version, sent_at = excluded.sent_at`,
      [channelId, dedupKey, secretVersion, this.clock.now()],
    );
  }

  async closed(channelId: string, dedupKey: string): Promise<void> {
    await this.pool.query('delete from channels.open_incidents where channel_id = $1 and dedup_key = $2', [
      channelId,
      dedupKey,
    ]);
  }
}
