import type { Server } from 'node:net';
import { hostname } from 'node:os';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../../kernel/clock.js';
import { pause } from '../../platform/projections/pause.js';
import { CLOCK, CONFIG, LOGGER, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import { untraced } from '../../platform/telemetry/in-span.js';
import { readRegistry } from './process-reading.js';
import { ProcessSamplesStore } from './process-samples.store.js';
import { COMPLETE_EVERY_MS, SAMPLE_EVERY_MS } from './sampling-grid.js';

const KEEP_MS = 30 * 86_400_000;
const SWEEP_MS = 3_600_000;

/**
 * Writes down what this process says of itself at every multiple of 15 s, as a Prometheus that scrapes it would: only
 * what has changed, and now and then everything.
 */
@Injectable()
export class ProcessSampler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private sampling: Promise<void> | undefined;
  private instanceId: number | undefined;
  private ids = new Map<string, number>();
  private last = new Map<string, number>();
  private lastAt = Number.NaN;
  private sweptAt = 0;
  private failed = false;
  private toldLeft = false;

  constructor(
    private readonly store: ProcessSamplesStore,
    @Inject(METRICS_REGISTRY) private readonly registry: Registry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) private readonly settings: { readonly roles: readonly string[] },
    private readonly http: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    this.sampling = untraced(() => this.keepSampling());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.sampling;
  }

  /** What the process is called in its series; undefined as long as it does not listen yet. */
  private instanceName(): string | undefined {
    if (!this.settings.roles.includes('api')) return `${hostname()}:pid-${process.pid}`;
    const server = this.http.httpAdapter?.getHttpServer() as Server | undefined;
    const address = server?.address();
    return typeof address === 'object' && address ? `${hostname()}:${address.port}` : undefined;
  }

  /** Writes down how things stand, as of a multiple of 15 s. */
  async sample(instance: string, at: number): Promise<void> {
    const { values, left } = await readRegistry(this.registry);
    this.tellLeft(left);
    this.instanceId ??= await this.store.instance(instance, new Date(at));
    const unknown = [...values.keys()].filter((labels) => !this.ids.has(labels));
    if (unknown.length > 0) {
      for (const [labels, id] of await this.store.seriesIds(this.instanceId, unknown)) this.ids.set(labels, id);
    }
    const complete = this.lastAt !== at - SAMPLE_EVERY_MS || at % COMPLETE_EVERY_MS === 0;
    const changed = [...values].filter(([labels, value]) => complete || !Object.is(this.last.get(labels), value));
    const ended = complete ? [] : [...this.last.keys()].filter((labels) => !values.has(labels));
    // Until it is written, what was written last is not known.
    this.lastAt = Number.NaN;
    await this.store.write({
      instanceId: this.instanceId,
      at: new Date(at),
      complete,
      series: [...changed.map(([labels]) => this.ids.get(labels)!), ...ended.map((labels) => this.ids.get(labels)!)],
      values: [...changed.map(([, value]) => value), ...ended.map(() => null)],
    });
    this.last = new Map(values);
    this.lastAt = at;
    if (at - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = at;
    await this.store.forgetBefore(new Date(at - KEEP_MS));
  }

  private async keepSampling(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const now = this.clock.now().getTime();
      const next = (Math.floor(now / SAMPLE_EVERY_MS) + 1) * SAMPLE_EVERY_MS;
      await pause(next - now, signal);
      // Woken early: not before its time.
      if (signal.aborted || this.clock.now().getTime() < next) continue;
      try {
        const name = this.instanceName();
        if (name !== undefined) await this.sample(name, next);
        if (this.failed) this.logger.info('what this process measures of itself is remembered again');
        this.failed = false;
      } catch (error) {
        // All that was known of the tables may be wrong by now.
        this.instanceId = undefined;
        this.ids = new Map();
        if (!this.failed) this.logger.warn({ err: error }, 'what this process measures of itself is not remembered');
        this.failed = true;
      }
    }
  }

  private tellLeft(left: number): void {
    if (left > 0 && !this.toldLeft) this.logger.warn({ left }, 'this process has more series than are remembered');
    this.toldLeft = left > 0;
  }
}
