import type { LogPosition } from '../../kernel/event.js';
import type { EventLog, Page } from '../event-store/event-log.js';
import type { OwnedProjection } from './owned-projection.js';
import { isBefore, type Departure } from './page-applier.js';
import type { PageFeed } from './page-feed.js';
import { persist } from './pause.js';
import type { ProjectionObserver } from './projection-observer.js';

export interface CatchUpRunnerOptions {
  readonly log: EventLog;
  readonly feed: PageFeed;
  readonly pageSize: number;
  readonly now: () => number;
  readonly observer: ProjectionObserver;
  readonly onApplied: (owned: OwnedProjection) => void;
  readonly onDeparture: (departure: Departure) => Promise<void>;
  /** The reading has met the end of the log. */
  readonly onCaughtUp: (owned: OwnedProjection) => Promise<void>;
}

/**
 * Brings projections that are far behind to the end of the log with large pages. Those that wait together are read
 * for once; the next page is read while one is written, and one half of them folds while the other's rows are stored.
 */
export class CatchUpRunner {
  private waiting: OwnedProjection[] = [];
  private members: readonly OwnedProjection[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(private readonly options: CatchUpRunnerOptions) {}

  add(owned: readonly OwnedProjection[]): void {
    if (this.stopping.signal.aborted) return;
    this.waiting.push(...owned);
    if (this.busy || this.waiting.length === 0) return;
    this.busy = true;
    this.running = this.run();
  }

  has(owned: OwnedProjection): boolean {
    return this.members.includes(owned) || this.waiting.includes(owned);
  }

  /** Takes no further page for it; the page under way may still move it. */
  leave(owned: OwnedProjection): void {
    this.waiting = this.waiting.filter((member) => member !== owned);
    this.members = this.members.filter((member) => member !== owned);
  }

  /** Finishes the page under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.waiting.length > 0 && !this.stopping.signal.aborted) {
        this.members = this.waiting;
        this.waiting = [];
        await this.pass();
      }
    } finally {
      // In the same turn as the last look at who waits: whoever is added from now on starts another run.
      this.busy = false;
    }
  }

  private async pass(): Promise<void> {
    const { signal } = this.stopping;
    const started = this.options.now();
    let passed = 0;
    let reading = this.read(lowest(this.members));
    while (this.members.length > 0) {
      const page = await reading;
      if (page === undefined || signal.aborted) return;
      if (!page.atEnd) reading = this.read(page.next);
      passed += page.events.length;
      if (page.next !== undefined) {
        const rate = (passed * 1000) / Math.max(1, this.options.now() - started);
        await this.give({ events: page.events, to: page.next }, rate);
        if (signal.aborted) return;
      }
      if (!page.atEnd) continue;
      const arrived = this.members;
      this.members = [];
      for (const owned of arrived) await this.options.onCaughtUp(owned);
    }
    await reading;
  }

  private async give(page: { events: Page['events']; to: LogPosition }, rate: number): Promise<void> {
    const { feed } = this.options;
    const given = halves(this.members).map((half) => feed.give(half, page, this.stopping.signal, rate));
    for (const departure of (await Promise.all(given)).flat()) {
      this.leave(departure.owned);
      await this.options.onDeparture(departure);
    }
    for (const owned of this.members) this.options.onApplied(owned);
  }

  private read(after: LogPosition | undefined): Promise<Page | undefined> {
    const { log, pageSize, observer } = this.options;
    const types = this.types();
    const from = after === undefined ? {} : { after };
    const filter = types === undefined ? {} : { filter: { types } };
    return persist(
      () => log.readAll({ ...from, ...filter, limit: pageSize }),
      this.stopping.signal,
      (error) => observer.onProblem?.({ during: 'reading the event log', error }),
    );
  }

  /** What the members consume, when that is worth a filter. */
  private types(): readonly string[] | undefined {
    const types = new Set<string>();
    for (const { projection } of this.members) {
      if (projection.types === 'all') return undefined;
      for (const type of projection.types) types.add(type);
    }
    return [...types];
  }
}

function halves<Member>(members: readonly Member[]): readonly (readonly Member[])[] {
  const middle = Math.ceil(members.length / 2);
  return [members.slice(0, middle), members.slice(middle)].filter((half) => half.length > 0);
}

function lowest(members: readonly OwnedProjection[]): LogPosition | undefined {
  const [first, ...others] = members;
  return others.reduce<LogPosition | undefined>(
    (low, { position }) => (low === undefined || isBefore(position, low) ? position : low),
    first?.position,
  );
}
