import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.js';
import type { LogPosition } from '../../kernel/event.js';
import { ProjectionEngine } from '../../platform/projections/projection-engine.js';
import { CLOCK, LOGGER } from '../../platform/runtime/tokens.js';
import type { ChangeFeed, Heartbeat } from './change-feed.js';
import { TopicProgress } from './topic-progress.js';

/** A client is told at most so often, which is often enough for eyes. */
const LOOK_MS = 500;

/**
 * Looks at the projections for as long as anybody wants to know, once for all clients, and tells each what has
 * changed. Whoever maintains the projections: this process or another one.
 */
@Injectable()
export class ChangeWatcher {
  private readonly feeds = new Set<ChangeFeed>();
  private readonly progress = new TopicProgress();
  private checkedAt: Date | undefined;
  private looking: Promise<void> | undefined;
  private watching = false;
  private failing = false;

  constructor(
    private readonly engine: ProjectionEngine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Tells the feed of every change from now on; first of those since the position that it was told last, if it was.
   * Rejects when the projections cannot be looked at.
   */
  async join(feed: ChangeFeed, toldUpTo: LogPosition | undefined): Promise<void> {
    // What had changed while nobody was here is found by this look, and is no news for who comes now.
    if (!this.watching) await this.look();
    if (feed.destroyed) return;
    if (toldUpTo !== undefined) feed.tell({ topics: this.progress.since(toldUpTo), position: this.progress.position });
    feed.tellTime(this.heartbeat());
    this.feeds.add(feed);
    void this.watch();
  }

  leave(feed: ChangeFeed): void {
    this.feeds.delete(feed);
  }

  heartbeat(): Heartbeat {
    return {
      time: this.clock.now().toISOString(),
      checkedAt: this.checkedAt?.toISOString(),
      position: this.progress.position,
    };
  }

  /** Looks again and again, until nobody is left. */
  private async watch(): Promise<void> {
    if (this.watching) return;
    this.watching = true;
    for (;;) {
      await delay(LOOK_MS, undefined, { ref: false });
      if (this.feeds.size === 0) break;
      await this.look().then(
        () => (this.failing = false),
        (error: unknown) => this.onFailure(error),
      );
    }
    this.watching = false;
  }

  private look(): Promise<void> {
    return (this.looking ??= this.lookNow().finally(() => (this.looking = undefined)));
  }

  private async lookNow(): Promise<void> {
    const at = this.clock.now();
    const change = this.progress.look(await this.engine.progress());
    this.checkedAt = at;
    for (const feed of this.feeds) feed.tell(change);
  }

  /** Clients see by `checkedAt` that nobody knows; the log says it once. */
  private onFailure(error: unknown): void {
    if (!this.failing) this.logger.warn({ err: error }, 'what has changed cannot be looked up: streams wait');
    this.failing = true;
  }
}
