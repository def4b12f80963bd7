import type { LogPosition } from '../../kernel/event.js';
import type { EventLog, SubscriptionItem } from '../event-store/event-log.js';
import type { OwnedProjection } from './owned-projection.js';
import { isBefore, type Departure, type LogPage } from './page-applier.js';
import type { PageFeed } from './page-feed.js';
import { backoffMs, pause, persist } from './pause.js';
import type { ProjectionObserver } from './projection-observer.js';

export interface TailRunnerOptions {
  readonly log: EventLog;
  readonly feed: PageFeed;
  readonly pageSize: number;
  readonly observer: ProjectionObserver;
  /** Rows up to the position are visible. */
  readonly onApplied: (projection: string, position: LogPosition) => void;
  readonly onDeparture: (departure: Departure) => Promise<void>;
}

/**
 * Keeps the caught-up projections of this process current: one subscription, one decoding, one transaction per page
 * for all of them.
 */
export class TailRunner {
  private members: readonly OwnedProjection[] = [];
  /** Where the subscription is: every member has had everything up to here. */
  private position: LogPosition | undefined;
  private readonly errands: (() => Promise<void>)[] = [];
  private wake: () => void = () => undefined;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private stopped = false;
  /** A subscription is open at `position`, whoever is left of its members. */
  private following = false;

  constructor(private readonly options: TailRunnerOptions) {}

  start(): void {
    this.running ??= this.run().finally(() => (this.stopped = true));
  }

  /** Finishes the page under way. The members stay owned: whoever stops the tail gives them back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await this.runErrands();
  }

  has(owned: OwnedProjection): boolean {
    return this.members.includes(owned);
  }

  /** From the next page on; what lies between the newcomer and the tail is read first. */
  join(owned: OwnedProjection): void {
    void this.between(async () => {
      if (this.stopping.signal.aborted || this.has(owned)) return;
      // A subscription under way does not go back for anybody; the next one begins where its first member is.
      if (this.members.length === 0 && !this.following) this.position = owned.position;
      if (await this.closeGap(owned)) this.members = [...this.members, owned];
    });
  }

  /** Resolves when the projection takes no more part in pages. */
  leave(owned: OwnedProjection): Promise<void> {
    return this.between(async () => this.drop(owned));
  }

  /** Runs something between two pages, when no row is half folded. */
  between(errand: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.errands.push(() => errand().then(resolve, reject));
      this.wake();
      if (this.stopped || !this.running) void this.runErrands();
    });
  }

  private drop(owned: OwnedProjection): void {
    this.members = this.members.filter((member) => member !== owned);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted;) {
      await this.runErrands();
      if (this.members.length === 0) {
        await this.woken();
        continue;
      }
      try {
        await this.follow(() => (attempt = 0));
      } catch (error) {
        if (signal.aborted) return;
        this.options.observer.onProblem?.({ during: 'following the event log', error });
        await pause(backoffMs(attempt++), signal);
      }
    }
  }

  /** One subscription, for as long as it lasts and anybody is interested. */
  private async follow(onItem: () => void): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.stopping.signal]);
    const { log, pageSize } = this.options;
    const after = this.position === undefined ? {} : { after: this.position };
    const items = log.subscribe({ ...after, maxBatch: pageSize, signal })[Symbol.asyncIterator]();
    const fetch = () => items.next().then(settled, failed);
    let fetching = fetch();
    this.following = true;
    try {
      while (!this.stopping.signal.aborted) {
        const fetched = await this.woken(fetching);
        await this.runErrands();
        if (this.members.length === 0) return;
        if (fetched === undefined) continue;
        if ('error' in fetched) throw fetched.error;
        if (fetched.result.done) throw new Error('the subscription ended by itself');
        // The next page is fetched while this one is written.
        fetching = fetch();
        await this.take(fetched.result.value);
        onItem();
      }
    } finally {
      this.following = false;
      over.abort();
      await fetching;
      await items.return?.();
    }
  }

  /** Until the promise settles or somebody has an errand; undefined then. */
  private woken<Value>(promise?: Promise<Value>): Promise<Value | undefined> {
    if (this.errands.length > 0 || this.stopping.signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.wake = () => resolve(undefined);
      void promise?.then(resolve);
    });
  }

  private async runErrands(): Promise<void> {
    for (let errand = this.errands.shift(); errand; errand = this.errands.shift()) await errand();
  }

  private async take(item: SubscriptionItem): Promise<void> {
    if (item.kind === 'events') return this.giveAll({ events: item.events, to: item.checkpoint });
    const to = item.kind === 'checkpoint' ? item.checkpoint : item.at;
    if (to !== undefined && isBefore(this.position, to)) await this.giveAll({ events: [], to });
  }

  private async giveAll(page: LogPage): Promise<void> {
    const departures = await this.options.feed.give(this.members, page, this.stopping.signal);
    for (const departure of departures) await this.depart(departure);
    if (this.stopping.signal.aborted) return;
    this.position = page.to;
    for (const { name, position } of this.members) if (position !== undefined) this.options.onApplied(name, position);
  }

  private async depart(departure: Departure): Promise<void> {
    this.drop(departure.owned);
    await this.options.onDeparture(departure);
  }

  /** True when the newcomer is where the tail is, or further. */
  private async closeGap(owned: OwnedProjection): Promise<boolean> {
    const { log, feed, pageSize, observer } = this.options;
    const { signal } = this.stopping;
    while (this.position !== undefined && isBefore(owned.position, this.position)) {
      const goal = this.position;
      const after = owned.position === undefined ? {} : { after: owned.position };
      const page = await persist(
        () => log.readAll({ ...after, limit: pageSize }),
        signal,
        (error) => observer.onProblem?.({ during: 'reading the event log', error, projection: owned.name }),
      );
      if (page === undefined) return false;
      const next = page.next === undefined || goal < page.next || page.atEnd ? goal : page.next;
      const events = page.events.filter(({ position }) => position <= next);
      const [departure] = await feed.give([owned], { events, to: next }, signal);
      if (departure) await this.options.onDeparture(departure);
      if (departure || signal.aborted) return false;
      if (owned.position !== undefined) this.options.onApplied(owned.name, owned.position);
    }
    return true;
  }
}

type Fetched = { readonly result: IteratorResult<SubscriptionItem> } | { readonly error: unknown };
const settled = (result: IteratorResult<SubscriptionItem>): Fetched => ({ result });
const failed = (error: unknown): Fetched => ({ error });
