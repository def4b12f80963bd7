import type { Clock } from '../../kernel/clock.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { EventLog, SubscriptionItem } from '../event-store/event-log.js';
import { backoffMs, pause } from '../projections/pause.js';
import { OutboxDispatcher } from './outbox-dispatcher.js';
import type { Dispatch, Intent, Process } from './process.js';
import { type StepContext, takeEvents, takeHistory, takeTime, typesToRead } from './process-step.js';
import { LeaseLost, type ProcessLease, type ProcessStore } from './process-store.js';
import { StateDraft, type StoredState } from './state-draft.js';

const PAGE = 200;
const HISTORY_PAGE = 1_000;
const DAY_MS = 86_400_000;
/** Where nothing leads to anything, its place is stored now and then, lest the same be passed by again. */
const STORE_PLACE_MS = 60_000;

export interface ProcessObserver {
  /** Something went wrong that is tried again. */
  onProblem(during: string, error: unknown): void;
  /** An event was left out, since the process cannot take it. */
  onLeftOut(event: RecordedEvent, error: unknown): void;
}

export interface ProcessRunnerOptions {
  readonly process: Process;
  readonly log: EventLog;
  readonly store: ProcessStore;
  readonly dispatch: Dispatch;
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
  readonly clock: Clock;
  readonly observer: ProcessObserver;
  /** Who we are among the replicas. */
  readonly owner: string;
  readonly leaseMs?: number;
  /** How long what was done stays in the outbox. */
  readonly keepMs?: number;
}

/**
 * Runs a process in one replica at a time. Events are read from its own place in the log; what it makes of them is
 * stored with that place in one transaction, which another replica's lease would refuse. When it is new it learns what
 * holds from the history, and has nothing of it done.
 */
export class ProcessRunner {
  private readonly stopping = new AbortController();
  private readonly leaseMs: number;
  private readonly context: StepContext;
  private readonly dispatcher: OutboxDispatcher;
  private running: Promise<void> | undefined;
  private hold: Hold | undefined;

  constructor(private readonly options: ProcessRunnerOptions) {
    const { process, upcast, observer, store, dispatch } = options;
    this.leaseMs = options.leaseMs ?? 10_000;
    this.context = { process, upcast, onFailure: (event, error) => observer.onLeftOut(event, error) };
    this.dispatcher = new OutboxDispatcher({
      store,
      process: process.name,
      dispatch,
      onProblem: (error) => observer.onProblem('handing over intents', error),
    });
  }

  /** Whether this replica runs it at the moment. */
  get isRunning(): boolean {
    return this.hold !== undefined;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the step under way and lets others go on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { process, store, log, owner, observer } = this.options;
    for (let failures = 0; !signal.aborted;) {
      try {
        const lease = await store.claim(process.name, owner, await log.logId(), this.leaseMs);
        if (lease) await this.holdOn(lease);
        failures = 0;
        if (!lease) await pause(this.leaseMs / 5, signal);
      } catch (error) {
        // Whether the step was stored is not known: it is looked up, and taken again where it was not.
        if (!(error instanceof LeaseLost)) observer.onProblem('running', error);
        await pause(backoffMs(failures++), signal);
      }
    }
  }

  /** Runs it for as long as it is ours. */
  private async holdOn(lease: ProcessLease): Promise<void> {
    const { store, process, keepMs = 7 * DAY_MS } = this.options;
    const leaving = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, leaving.signal]);
    const beating = this.beat(lease, leaving, signal);
    let dispatching: Promise<void> | undefined;
    try {
      await store.purge(process.name, keepMs);
      const state = await store.load(process.name);
      const hold: Hold = { lease, state, position: lease.position, storedAt: performance.now() };
      if (!lease.begun) await this.begin(hold, signal);
      if (signal.aborted) return;
      this.hold = hold;
      dispatching = this.dispatcher.run(signal);
      await this.follow(hold, signal);
    } finally {
      this.hold = undefined;
      leaving.abort();
      await Promise.all([beating, dispatching]);
      await store.release(lease).catch(() => undefined);
    }
  }

  private async begin(hold: Hold, signal: AbortSignal): Promise<void> {
    const { log, process } = this.options;
    const head = await log.head();
    const draft = new StateDraft(hold.state);
    let after: LogPosition | undefined;
    while (head !== undefined && (after === undefined || after < head)) {
      const start = after === undefined ? {} : { after };
      const page = await log.readAll({ ...start, limit: HISTORY_PAGE, filter: { types: process.history } });
      if (signal.aborted) return;
      const past = page.events.filter(({ position }) => position <= head);
      takeHistory(this.context, draft, past);
      if (page.next === undefined || page.atEnd || past.length < page.events.length) break;
      after = page.next;
    }
    takeTime(process, draft, this.now());
    await this.store(hold, draft, [], head);
  }

  private async follow(hold: Hold, signal: AbortSignal): Promise<void> {
    let ending: 'other types' | 'ended';
    do ending = await this.read(hold, signal);
    while (ending === 'other types' && !signal.aborted);
  }

  /** Reads on for as long as the same types are to be read. */
  private async read(hold: Hold, signal: AbortSignal): Promise<'other types' | 'ended'> {
    const { log, process } = this.options;
    const types = typesToRead(process, hold.state);
    const leaving = new AbortController();
    const items = log
      .subscribe({
        ...(hold.position === undefined ? {} : { after: hold.position }),
        filter: { types },
        maxBatch: PAGE,
        signal: AbortSignal.any([signal, leaving.signal]),
      })
      [Symbol.asyncIterator]();
    try {
      let next = items.next();
      next.catch(() => undefined);
      while (typesToRead(process, hold.state) === types) {
        const item = await this.nextOrDue(next, hold, signal);
        if (signal.aborted) return 'ended';
        if (item === 'due') {
          // Timers may be early by a little.
          if (this.isDue(hold)) await this.step(hold, [], hold.position);
          continue;
        }
        if (item.done) return 'ended';
        await this.take(hold, item.value);
        next = items.next();
        next.catch(() => undefined);
      }
      return 'other types';
    } finally {
      leaving.abort();
    }
  }

  private async take(hold: Hold, item: SubscriptionItem): Promise<void> {
    if (item.kind === 'events') await this.step(hold, item.events, item.checkpoint);
    if (item.kind === 'checkpoint') await this.step(hold, [], item.checkpoint);
  }

  private isDue({ state }: Hold): boolean {
    const wakeAt = this.options.process.wakeAt(state);
    return wakeAt !== undefined && wakeAt <= this.now();
  }

  private async step(hold: Hold, events: readonly RecordedEvent[], position: LogPosition | undefined): Promise<void> {
    const draft = new StateDraft(hold.state);
    const { intents, upTo = position } = takeEvents(this.context, draft, events, this.now());
    const isNews = intents.length > 0 || draft.changes().length > 0;
    if (isNews || performance.now() - hold.storedAt > STORE_PLACE_MS) await this.store(hold, draft, intents, upTo);
    else hold.position = upTo;
    if (intents.length > 0) this.dispatcher.tell();
  }

  private async store(
    hold: Hold,
    draft: StateDraft,
    intents: readonly Intent[],
    position: LogPosition | undefined,
  ): Promise<void> {
    const wakeAt = this.options.process.wakeAt(draft);
    await this.options.store.store(hold.lease, {
      position,
      changes: draft.changes(),
      intents,
      wakeAt: wakeAt === undefined ? undefined : new Date(wakeAt),
    });
    draft.settle();
    hold.position = position;
    hold.storedAt = performance.now();
  }

  /** The next item of the log, or the news that something is due. */
  private async nextOrDue(
    next: Promise<IteratorResult<SubscriptionItem>>,
    hold: Hold,
    signal: AbortSignal,
  ): Promise<IteratorResult<SubscriptionItem> | 'due'> {
    const wakeAt = this.options.process.wakeAt(hold.state);
    if (wakeAt === undefined) return next;
    const came = new AbortController();
    // Timers hold no more than 24 days; a wake-up that comes too early is nothing but a look.
    const wait = Math.min(Math.max(0, wakeAt - this.now()), DAY_MS);
    try {
      const due = pause(wait, AbortSignal.any([signal, came.signal])).then(() => 'due' as const);
      return await Promise.race([next, due]);
    } finally {
      came.abort();
    }
  }

  private async beat(lease: ProcessLease, leaving: AbortController, signal: AbortSignal): Promise<void> {
    const { store, observer } = this.options;
    let last = performance.now();
    while (!signal.aborted) {
      await pause(this.leaseMs / 4, signal);
      if (signal.aborted) return;
      try {
        if (!(await store.renew(lease, this.leaseMs))) return leaving.abort();
        last = performance.now();
      } catch (error) {
        observer.onProblem('renewing the lease', error);
        if (performance.now() - last > this.leaseMs) return leaving.abort();
      }
    }
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

interface Hold {
  readonly lease: ProcessLease;
  readonly state: StoredState;
  position: LogPosition | undefined;
  storedAt: number;
}
