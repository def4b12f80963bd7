import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import type { Ids } from '../../../kernel/ids.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import { pause } from '../../../platform/projections/pause.js';
import { ProjectionReads } from '../../../platform/projections/projection-reads.js';
import { CONFIG, EVENT_CATALOG, EVENT_LOG, IDS, LOGGER } from '../../../platform/runtime/tokens.js';
import type { DescribedSpanSender } from '../../../platform/telemetry/described-span.js';
import { ExportTally } from '../../../platform/telemetry/export-tally.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { traceSampling } from '../../../platform/telemetry/trace-sampling.js';
import { ListToldSpans, tracesProjection } from '../../../projections/traces/index.js';
import { TraceExportHistoryReader } from '../trace-export-history.service.js';
import type { TracingSettings } from '../tracing-settings.js';
import { ExportProgressStore } from './export-progress.store.js';
import { describedSpan } from './described-told-span.js';
import { completedBy, completingTypes } from './run-spans.js';
import { TraceExportFollower } from './trace-export-follower.service.js';

const PAGE = 400;
/** Longer than a page takes, the receiver's patience included. */
const LEASE_MS = 60_000;
const LOOK_MS = 1_000;
const RETRY_MS = 5_000;
const PROJECTION_WAIT_MS = 10_000;

interface Destination {
  readonly revision: bigint;
  readonly since: LogPosition;
  readonly isSampled: (traceId: string) => boolean;
  readonly sender: DescribedSpanSender;
}

interface Unreadable {
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/**
 * Sends the calls and runs of agents as spans, in one replica at a time, from where the export was turned on. It goes on
 * from a stored place in the log, so that a span may be sent twice and never not at all; its ids are always the same. A
 * receiver that is away is waited for; what it refuses for good is counted and left behind.
 */
@Injectable()
export class RunSpanExporter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly tally = new ExportTally();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private destination: Destination | undefined;
  /** The event that this build cannot read, once it has been told of. */
  private stoppedAt: LogPosition | undefined;
  private readonly owner: string;

  constructor(
    private readonly follower: TraceExportFollower,
    private readonly histories: TraceExportHistoryReader,
    private readonly progress: ExportProgressStore,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    @Inject(CONFIG) private readonly settings: TracingSettings,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(IDS) ids: Ids,
  ) {
    this.owner = ids.next();
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.includes('worker')) this.running ??= untraced(() => this.run());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let owns = false;
    while (!signal.aborted) {
      try {
        const destination = await this.currentDestination();
        owns ||= destination !== undefined;
        const more = destination !== undefined && (await this.exportPage(destination));
        if (!more) await pause(LOOK_MS, signal);
      } catch (error) {
        this.logger.warn({ err: error }, 'spans of agents cannot be exported; it is tried again');
        await pause(RETRY_MS, signal);
      }
    }
    await this.destination?.sender.close();
    if (owns) await this.progress.release(this.owner).catch(() => undefined);
  }

  /** Where spans go by what holds now; undefined: nowhere. */
  private async currentDestination(): Promise<Destination | undefined> {
    const history = this.follower.current;
    if (history?.revision === this.destination?.revision) return this.destination;
    await this.destination?.sender.close();
    this.destination = undefined;
    if (history?.revision === undefined || !history.settings.enabled) return undefined;
    const since = await this.histories.enabledSince();
    // It was turned off between the two looks; without a start everything that ever happened would be sent.
    if (since === undefined) return undefined;
    const { endpoint, sampleRate } = history.settings;
    const { DescribedSpanSender } = await import('../../../platform/telemetry/described-span.js');
    this.destination = {
      revision: history.revision,
      since,
      isSampled: traceSampling(sampleRate),
      sender: new DescribedSpanSender(endpoint, this.settings.serviceName),
    };
    return this.destination;
  }

  /** True when there is more to be done at once. */
  private async exportPage(destination: Destination): Promise<boolean> {
    const progress = await this.progress.claim(this.owner, await this.log.logId(), LEASE_MS);
    if (progress === undefined) return false;
    const after = later(progress.position, destination.since);
    const page = await this.log.readAll({
      after,
      limit: PAGE,
      filter: { types: completingTypes },
    });
    if (page.next === undefined || page.next === progress.position) return false;
    const { events, unreadable } = this.understood(page.events);
    const sent = await this.exportSpans(destination, events);
    if (sent === undefined) return false;
    const done = unreadable === undefined ? page.next : events.at(-1)?.position;
    if (done !== undefined) await this.progress.advance(this.owner, done, sent);
    if (unreadable === undefined) return !page.atEnd;
    await this.leaveToOthers(unreadable);
    return false;
  }

  /** What comes before the first event that this build cannot read, and that one. */
  private understood(page: readonly RecordedEvent[]): { events: readonly RecordedEvent[]; unreadable?: Unreadable } {
    const events: RecordedEvent[] = [];
    for (const event of page) {
      try {
        events.push(this.catalog.upcast(event));
      } catch (error) {
        return { events, unreadable: { event, error } };
      }
    }
    return { events };
  }

  /**
   * The read model stops at such an event as well. A newer build can tell its span, so it is not left out: a replica of
   * that build may take over at once. It is told once and not at every look.
   */
  private async leaveToOthers({ event: { type, position }, error }: Unreadable): Promise<void> {
    if (position !== this.stoppedAt) {
      this.stoppedAt = position;
      this.logger.error({ err: error, type, position }, 'the export of spans waits for a build that can read an event');
      this.tally.failed(0, error);
      await this.progress.recordFailure(this.owner, 0, this.tally.lastError?.message ?? '');
    }
    await this.progress.release(this.owner);
  }

  /** How many were sent; undefined when the read model is too far behind to tell. */
  private async exportSpans(
    { isSampled, sender }: Destination,
    events: readonly RecordedEvent[],
  ): Promise<number | undefined> {
    const { calls, endedAgents, received } = completedBy(events);
    const last = events.at(-1);
    if (last === undefined || calls.length + endedAgents.length + received.length === 0) return 0;
    const reached = await this.reads.waitFor([tracesProjection.name], last.position, PROJECTION_WAIT_MS);
    if (reached === 'timeout') return undefined;
    const told = await this.queries.execute(new ListToldSpans(calls, endedAgents, received));
    const spans = told.filter(({ traceId, status }) => status === 'error' || isSampled(traceId)).map(describedSpan);
    if (spans.length === 0) return 0;
    try {
      await sender.send(spans);
      this.tally.sent(spans.length);
      return spans.length;
    } catch (error) {
      this.tally.failed(spans.length, error);
      await this.progress.recordFailure(this.owner, spans.length, this.tally.lastError?.message ?? '');
      // Whoever refuses them now refuses them for ever; all others are waited for.
      if (sender.isFinal(error)) return 0;
      throw error;
    }
  }
}

function later(one: LogPosition | undefined, other: LogPosition): LogPosition {
  return one !== undefined && one > other ? one : other;
}
