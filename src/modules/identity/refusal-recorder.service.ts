import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { AccessEvent } from '../../events/access.events.js';
import type { Clock } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command-context.js';
import type { NewEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type EventCatalog, EventFactory } from '../../platform/commands/event-factory.js';
import { type EventLog, EventLogError } from '../../platform/event-store/event-log.js';
import { CLOCK, EVENT_CATALOG, EVENT_LOG, LOGGER } from '../../platform/runtime/tokens.js';
import { accessStream, dayOf } from './access-stream.js';
import { callerOfAddress } from './caller-address.js';

export type RefusalFact = Extract<AccessEvent, { type: 'SignInFailed' | 'AccessRefused' }>;

/** Like refusals (same caller, same reason) recorded one by one in a window; the rest of it is counted. */
const RECORDED_PER_WINDOW = 5;
const WINDOW_MS = 60_000;
/** Kinds of refusal watched at once; beyond, all callers share one window per reason. */
const MAX_WINDOWS = 5_000;
/** Events that wait for a log that is away; beyond, refusals are only counted. */
const MAX_WAITING = 1_000;
const BATCH = 100;
const FLUSH_EVERY_MS = 10_000;

interface Window {
  readonly endsAt: number;
  recorded: number;
  suppressed: number;
  last: { readonly fact: RefusalFact; readonly context: CommandContext } | undefined;
}

/**
 * Writes refused attempts to the log, off the request's path: nothing here throws, and no answer waits for it.
 * A flood costs at most five events per caller, reason and minute; how many more there were is told by the next
 * event of that kind, or by a last one when the flood has ended, so every attempt is accounted for. While the log is
 * away events wait in memory; a process killed meanwhile loses them.
 */
@Injectable()
export class RefusalRecorder implements OnModuleInit, OnApplicationShutdown {
  private readonly windows = new Map<string, Window>();
  private waiting: NewEvent[] = [];
  /** Under way or in doubt: sent again unchanged, since an id may be repeated only with the same companions. */
  private batch: readonly NewEvent[] = [];
  private draining: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    private readonly events: EventFactory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.settleWindows(() => true);
    await this.drain();
  }

  record(fact: RefusalFact, context: CommandContext): void {
    try {
      const window = this.windowFor(fact, context);
      if (window.recorded >= RECORDED_PER_WINDOW || this.waiting.length >= MAX_WAITING) {
        window.suppressed++;
        window.last = { fact, context };
        return;
      }
      window.recorded++;
      this.enqueue(fact, context, window.suppressed);
      window.suppressed = 0;
      window.last = undefined;
      void this.drain();
    } catch (error) {
      this.logger.error({ err: error }, 'a refused attempt could not be recorded');
    }
  }

  /** Records what ended windows have counted, and whatever waits. Resolves when the log has it or is away. */
  async flush(): Promise<void> {
    const now = this.clock.now().getTime();
    this.settleWindows(({ endsAt }) => endsAt <= now);
    await this.drain();
  }

  private windowFor(fact: RefusalFact, context: CommandContext): Window {
    const now = this.clock.now().getTime();
    const kind = `${fact.type} ${fact.data.reason}`;
    const own = `${kind} ${callerOfAddress(context.actor.ipAddress ?? '')}`;
    const name = this.windows.has(own) || this.windows.size < MAX_WINDOWS ? own : kind;
    const current = this.windows.get(name);
    if (current && current.endsAt > now) return current;
    const next: Window = {
      endsAt: now + WINDOW_MS,
      recorded: 0,
      suppressed: current?.suppressed ?? 0,
      last: current?.last,
    };
    this.windows.set(name, next);
    return next;
  }

  private settleWindows(over: (window: Window) => boolean): void {
    for (const [name, window] of this.windows) {
      if (!over(window)) continue;
      if (window.last && this.waiting.length >= MAX_WAITING) continue;
      this.windows.delete(name);
      if (window.last) this.enqueue(window.last.fact, window.last.context, window.suppressed - 1);
    }
  }

  private enqueue(fact: RefusalFact, context: CommandContext, suppressed: number): void {
    const data = (suppressed > 0 ? { ...fact.data, suppressed } : fact.data) as JsonObject;
    this.catalog.check(fact.type, data);
    this.waiting.push(this.events.create({ type: fact.type, data }, context));
  }

  private drain(): Promise<void> {
    this.draining ??= this.appendWaiting().finally(() => (this.draining = undefined));
    return this.draining;
  }

  private async appendWaiting(): Promise<void> {
    while (this.batch.length > 0 || this.waiting.length > 0) {
      if (this.batch.length === 0) this.batch = this.nextBatch();
      try {
        await this.log.append(accessStream(this.batch[0]!.meta.occurredAt), this.batch, { expected: 'any' });
      } catch (error) {
        this.logger.warn({ err: error, waiting: this.waiting.length }, 'refused attempts could not be recorded yet');
        const comesBack =
          !(error instanceof EventLogError) || error.kind === 'unavailable' || error.kind === 'outcome_unknown';
        if (comesBack) return;
        this.logger.error({ lost: this.batch.length }, 'the log refuses these refused attempts for good');
      }
      this.batch = [];
    }
  }

  private nextBatch(): readonly NewEvent[] {
    const day = dayOf(this.waiting[0]!.meta.occurredAt);
    const others = this.waiting.findIndex(({ meta }) => dayOf(meta.occurredAt) !== day);
    return this.waiting.splice(0, Math.min(BATCH, others === -1 ? this.waiting.length : others));
  }
}
