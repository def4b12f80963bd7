import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK, CONFIG, LOGGER } from '../../../platform/runtime/tokens.js';
import type { ChannelsSettings } from '../channels-settings.js';
import { CurrentChannels } from '../current-channels.service.js';
import { ChannelSecrets } from './channel-secrets.store.js';

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
    private readonly secrets: ChannelSecrets,
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
    const holding = [...(await this.channels.book()).values()].flatMap(({ channelId, channel }) =>
      Object.values(channel.secrets).map((version) => ({ channelId, version })),
    );
    await this.secrets.sweep(holding, {
      replacedBefore: new Date(now - KEPT_MS),
      unnamedBefore: new Date(now - BEFORE_ITS_EVENT_MS),
    });
  }

  private async attempt(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, 'old secrets of channels could not be deleted; it is tried again in an hour');
    }
  }
}
