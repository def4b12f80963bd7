import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DomainError } from '../../kernel/domain-error.js';
import type { LogPosition } from '../../kernel/event.js';
import { AccessControl, type AccessRequest } from '../../platform/http/access.js';
import { CONFIG, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import { ChangeFeed } from './change-feed.js';
import { ChangeWatcher } from './change-watcher.service.js';
import type { LiveStreamSettings } from './live-stream-settings.js';

const BEAT_MS = 15_000;
/** How long a stream may go on after its key was revoked or its session has ended. */
const CHECK_MS = 5_000;

const endings: readonly string[] = ['unauthenticated', 'forbidden', 'too_many'];

/** Who follows, and whether they still may. */
@Injectable()
export class StreamClients implements OnModuleDestroy {
  private readonly clients = new Map<ChangeFeed, AccessRequest>();
  private readonly refused: Counter;
  private readonly beating: NodeJS.Timeout;
  private readonly checking: NodeJS.Timeout;
  private closing = false;

  constructor(
    private readonly watcher: ChangeWatcher,
    private readonly access: AccessControl,
    @Inject(CONFIG) private readonly settings: LiveStreamSettings,
    @Inject(METRICS_REGISTRY) registry: Registry,
  ) {
    const { clients } = this;
    new Gauge({
      name: 'orchestrate_stream_clients',
      help: 'Clients that follow /api/stream of this process.',
      registers: [registry],
      collect() {
        this.set(clients.size);
      },
    });
    this.refused = new Counter({
      name: 'orchestrate_stream_refused_total',
      help: 'Clients of /api/stream turned away because every place of this process was taken.',
      registers: [registry],
    });
    this.beating = setInterval(() => this.beat(), BEAT_MS).unref();
    this.checking = setInterval(() => void this.check(), CHECK_MS).unref();
  }

  /** A place for who asks, until either side ends it. Throws STREAM_FULL when there is none. */
  async admit(request: AccessRequest, toldUpTo: LogPosition | undefined): Promise<ChangeFeed> {
    this.assertPlace();
    const feed = new ChangeFeed();
    this.clients.set(feed, request);
    feed.once('close', () => this.dismiss(feed));
    try {
      await this.watcher.join(feed, toldUpTo);
    } catch (error) {
      feed.destroy();
      throw error;
    }
    return feed;
  }

  /** Before the server waits for what is under way, which a stream always is. */
  onModuleDestroy(): void {
    this.closing = true;
    clearInterval(this.beating);
    clearInterval(this.checking);
    for (const feed of this.clients.keys()) feed.finish('SHUTTING_DOWN', 'the service is shutting down; come again');
  }

  private assertPlace(): void {
    if (this.closing) {
      throw new DomainError('SHUTTING_DOWN', 'the service is shutting down', {
        fault: 'unavailable',
        retryAfterSeconds: 2,
      });
    }
    const { streamClients } = this.settings;
    if (this.clients.size < streamClients) return;
    this.refused.inc();
    throw new DomainError(
      'STREAM_FULL',
      `all ${streamClients} places of the stream are taken: ask for what you need from time to time instead, or have ` +
        'ORCHESTRATE_STREAM_CLIENTS raised',
      { fault: 'unavailable', retryAfterSeconds: 30 },
    );
  }

  private dismiss(feed: ChangeFeed): void {
    this.clients.delete(feed);
    this.watcher.leave(feed);
  }

  private beat(): void {
    const now = this.watcher.heartbeat();
    for (const feed of this.clients.keys()) if (!feed.tellTime(now)) feed.destroy();
  }

  private async check(): Promise<void> {
    await Promise.all([...this.clients].map(([feed, request]) => this.checkOne(feed, request)));
  }

  private async checkOne(feed: ChangeFeed, request: AccessRequest): Promise<void> {
    try {
      await this.access.authenticate(request);
    } catch (error) {
      // Whether it may go on cannot be known while the log is away, as for any other request.
      if (error instanceof DomainError && endings.includes(error.fault)) feed.finish(error.code, error.message);
    }
  }
}
