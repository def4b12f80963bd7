import { claim } from '../../src/platform/projections/checkpoint-store.js';
import { OwnedProjection } from '../../src/platform/projections/owned-projection.js';
import { PageApplier } from '../../src/platform/projections/page-applier.js';
import { PageWriter } from '../../src/platform/projections/page-writer.js';
import type { LogPosition, RecordedEvent } from '../../src/kernel/event.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { metricsProjection } from '../../src/projections/metrics/index.js';
import type { ProjectionBench } from './projection-bench.js';

const GRID_MS = 15_000;
const START = Date.UTC(2026, 0, 15, 10);

/** Facts of a fleet at times of a test's own choosing, applied to the metrics as the engine does. */
export class MetricsScenario {
  now = START;
  private count = 0;
  private seed = 7;

  private constructor(
    private readonly bench: ProjectionBench,
    private readonly applier: PageApplier,
    private readonly owned: OwnedProjection,
  ) {}

  static async open(bench: ProjectionBench): Promise<MetricsScenario> {
    await bench.engine({ projections: [metricsProjection] }).prepare();
    const [row] = await claim(bench.pool, 'scenario', 3_600_000, 'live', ['metrics'], 1);
    const owned = new OwnedProjection(metricsProjection, 'live', row!.epoch, row!.position, 1_000);
    const writer = new PageWriter({ pool: bench.pool, owner: 'scenario', leaseMs: 3_600_000 });
    const applier = new PageApplier({ pool: bench.pool, writer, owner: 'scenario', now: () => 0, observer: {} });
    return new MetricsScenario(bench, applier, owned);
  }

  /** What happens until somebody scrapes again, at the next multiple of 15 s. */
  async untilNextScrape(): Promise<void> {
    const from = this.now;
    this.now += GRID_MS;
    const events = Array.from({ length: this.random(9) }, () => this.random(GRID_MS - 2) + 2)
      .sort((a, b) => a - b)
      .map((offset) => this.event(from + offset));
    // The clock of the log steps back now and then, though never behind what somebody has scraped.
    const [first, second] = events;
    if (first && second) events[1] = { ...second, recordedAt: new Date(first.recordedAt.getTime() - this.random(2)) };
    await this.apply(events);
  }

  /** Facts of a test's own, recorded now: the scrape of now sees them. */
  async record(facts: readonly { readonly type: string; readonly data: JsonObject }[]): Promise<void> {
    await this.apply(facts.map(({ type, data }) => this.recorded(this.now, type, data)));
  }

  /** Other tables with the same rows, as a rebuild leaves them. */
  async rebuilt(): Promise<void> {
    for (const table of ['metric_series', 'metric_series_history']) {
      await this.bench.rows(`begin; create table public.copy (like public.${table} including all);
        insert into public.copy select * from public.${table}; drop table public.${table};
        alter table public.copy rename to ${table}; commit`);
    }
  }

  private async apply(events: readonly RecordedEvent[]): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    const departures = await this.applier.apply([this.owned], { events, to: last.position });
    if (departures.length > 0)
      throw new Error(`not applied: ${JSON.stringify(departures.map(({ reason }) => reason))}`);
  }

  private event(at: number): RecordedEvent {
    const agentType = ['explorer', 'code-reviewer'][this.random(2)]!;
    switch (this.random(6)) {
      case 0:
      case 5:
        return this.recorded(at, 'QueueDepthObserved', { queue: `queue ${this.random(250)}`, depth: this.random(50) });
      case 1:
        return this.recorded(at, 'AgentSpawned', { agentId: 'a', agentType });
      case 2:
        return this.recorded(at, 'AgentStateChanged', {
          agentId: 'a',
          agentType: 'explorer',
          from: 'running',
          to: 'completed',
          executionSeconds: this.random(8_000) / 7,
        });
      default:
        return this.recorded(at, 'ModelCallRecorded', {
          agentId: 'a',
          model: ['opus', 'haiku'][this.random(2)]!,
          inputTokens: this.random(1_000),
          outputTokens: this.random(100),
          durationMs: this.random(20_000),
          success: this.random(5) > 0,
        });
    }
  }

  private recorded(at: number, type: string, data: JsonObject): RecordedEvent {
    this.count += 1;
    return {
      id: `00000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`,
      type,
      schemaVersion: 1,
      data,
      meta: {
        occurredAt: new Date(at).toISOString(),
        actor: { type: 'api_key', id: 'a', name: 'fleet' },
        correlationId: 'c',
        source: 'rest',
      },
      stream: 'scenario-1',
      revision: BigInt(this.count),
      position: String(this.count).padStart(20, '0') as LogPosition,
      recordedAt: new Date(at),
    };
  }

  private random(below: number): number {
    this.seed = (this.seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((this.seed / 2 ** 31) * below);
  }
}
