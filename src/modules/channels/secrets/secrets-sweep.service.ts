import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK, CONFIG, LOGGER, PG_POOL } from '../../../platform/runtime/tokens.js';
import type { ChannelsSettings } from '../channels-settings.js';
import { CurrentChannels } from '../current-channels.service.js';

const HOUR_MS = 3_600_000;
/** Incidents that were opened with a replaced secret are closed by then. */
const KEPT_MS = 30 * 24 * HOUR_MS;
/** A secret is kept before the event that names it is recorded. */
const BEFORE_ITS_EVENT_MS = HOUR_MS;

/** Deletes secrets whose time is over: replaced long ago, or of no channel. */
@Injectable()
export class SecretsSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    private readonly channels: CurrentChannels,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: ChannelsSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('worker')) return;
    this.sweeping = this.attempt();
    this.timer = setInterval(() => (this.sweeping = this.attempt()), HOUR_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<void> {
    const now = this.clock.now().getTime();
    const old = new Date(now - KEPT_MS);
    const holding = [...(await this.channels.book()).values()].flatMap(({ channelId, channel }) =>
      Object.values(channel.secrets).map((version) => ({ channelId, version })),
    );
    // What was left behind by a process that ended between a secret and its event.
    await this.pool.query(
      `update channels.secrets s set replaced_at = $1
       where replaced_at is null and created_at < $2 and not exists (
         select from unnest($3::text[], $4::text[]) h (channel_id, version)
         where h.channel_id = s.channel_id and h.version = s.version)`,
      [
        new Date(now),
        new Date(now - BEFORE_ITS_EVENT_MS),
        holding.map(({ channelId }) => channelId),
        holding.map(({ version }) => version),
      ],
    );
    await this.pool.query(
      `delete from channels.secrets
       where replaced_at < $1 or (replaced_at is not null and channel_id <> all($2::text[]))`,
      [old, holding.map(({ channelId }) => channelId)],
    );
    await this.pool.query('delete from channels.open_incidents where sent_at < $1', [old]);
  }

  private async attempt(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, 'old secrets of channels could not be deleted; it is tried again in an hour');
    }
  }
}
