import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { LogPosition } from '../../../kernel/event.js';
import { pause } from '../../../platform/projections/pause.js';
import type { Projection } from '../../../platform/projections/projection.js';
import { ProjectionEngine } from '../../../platform/projections/projection-engine.js';
import { LOGGER } from '../../../platform/runtime/tokens.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { CUSTOM_METRICS, type CustomMetricRow } from './custom-metrics.projector.js';
import { FILL_PREFIX, metricFill } from './metric-fill.js';

const LOOK_EVERY_MS = 1_000;

/** A custom metric that this process knows of, and how far its series are. */
export interface KeptMetric {
  readonly row: CustomMetricRow;
  readonly fill: Projection;
  /** Of the series; undefined while nothing has been read. */
  readonly position: LogPosition | undefined;
  /** The history up to its definition is there: until then nobody is shown half of it. */
  readonly complete: boolean;
}

/**
 * Sees to it that the series of every custom metric that is registered are maintained, and of no other: looks at the
 * definitions now and then, whichever process they were decided in.
 */
@Injectable()
export class CustomMetricsKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private kept: readonly KeptMetric[] = [];
  private readonly fills = new Map<string, Projection>();
  private looking: Promise<void> | undefined;
  private queued: Promise<void> | undefined;
  private running: Promise<void> | undefined;
  private failed = false;

  constructor(
    private readonly engine: ProjectionEngine,
    private readonly dataSource: DataSource,
    @Optional() @Inject(LOGGER) private readonly logger?: Logger,
  ) {
    // Whoever has pushed a value finds it in what reads say of series.
    engine.compose('metrics', () => Promise.resolve([CUSTOM_METRICS]));
    engine.compose(CUSTOM_METRICS, async () => {
      await this.look();
      return this.kept.flatMap(({ fill, complete }) => (complete ? [fill.name] : []));
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await untraced(() => this.lookInPeace());
    this.running = untraced(() => this.keepLooking());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** As of the latest look, by name. */
  get metrics(): readonly KeptMetric[] {
    return this.kept;
  }

  /** Looks now; those who ask meanwhile wait for one that begins after they have asked. */
  look(): Promise<void> {
    return (this.queued ??= (this.looking ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        this.queued = undefined;
        return (this.looking = this.lookOnce().finally(() => (this.looking = undefined)));
      }));
  }

  private async lookOnce(): Promise<void> {
    // Before the definitions: tables of one that is registered in between are not taken for leftovers.
    const positions = await this.engine.positions(FILL_PREFIX);
    const rows: CustomMetricRow[] = await this.dataSource.query('select * from public.custom_metrics order by name');
    const kept = rows.map((row): KeptMetric => {
      const fill = this.fillOf(row);
      const position = positions.get(fill.name);
      return { row, fill, position, complete: position !== undefined && position >= row.revision };
    });
    const wanted = new Set(kept.map(({ fill }) => fill.name));
    this.kept = kept;
    for (const { fill } of kept) {
      const maintained = this.engine.projections.some(({ name }) => name === fill.name);
      if (!maintained || !positions.has(fill.name)) await this.engine.add(fill);
    }
    const left = [...this.engine.projections.map(({ name }) => name), ...positions.keys()];
    for (const name of new Set(left)) {
      if (!name.startsWith(FILL_PREFIX) || wanted.has(name)) continue;
      this.fills.delete(name);
      await this.engine.remove(name);
    }
  }

  /** The same as long as it means the same, so that nobody takes it for another. */
  private fillOf(row: CustomMetricRow): Projection {
    const made = metricFill(row);
    const known = this.fills.get(made.name);
    if (known) return known;
    this.fills.set(made.name, made);
    return made;
  }

  private async keepLooking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(LOOK_EVERY_MS, signal);
      if (!signal.aborted) await this.lookInPeace();
    }
  }

  private async lookInPeace(): Promise<void> {
    try {
      await this.look();
      this.failed = false;
    } catch (error) {
      if (!this.failed) this.logger?.warn({ err: error }, 'custom metrics were not looked at; it is tried again');
      this.failed = true;
    }
  }
}
