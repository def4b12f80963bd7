import { Inject, Injectable } from '@nestjs/common';
import type { TraceExportEvent } from '../../events/trace-export.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import { traceExportDecider, type TraceExportSettings, traceExportStream } from './domain/trace-export.decider.js';

/** What holds, and who decided it when. */
export interface TraceExportHistory {
  readonly settings: TraceExportSettings;
  /** Last revision of the stream; undefined while nothing has been decided. */
  readonly revision: bigint | undefined;
  readonly changed: { readonly at: Date; readonly by: string } | undefined;
}

/** Reads the setting from its own stream: it must hold however far projections are. */
@Injectable()
export class TraceExportHistoryReader {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async read(): Promise<TraceExportHistory> {
    // Each event says the whole setting, so the last one is enough.
    for await (const recorded of this.log.readStream(traceExportStream, { direction: 'backwards', limit: 1 })) {
      return this.after(recorded);
    }
    return { settings: traceExportDecider.initial, revision: undefined, changed: undefined };
  }

  /** Where the log stood when the export was turned on last; undefined while it is off. */
  async enabledSince(): Promise<LogPosition | undefined> {
    let since: LogPosition | undefined;
    for await (const recorded of this.log.readStream(traceExportStream, { direction: 'backwards' })) {
      const { enabled, previous } = this.catalog.upcast(recorded).data as unknown as TraceExportEvent['data'];
      if (!enabled) return since;
      since = recorded.position;
      if (!previous.enabled) return since;
    }
    return since;
  }

  private after(recorded: RecordedEvent): TraceExportHistory {
    const { type, data } = this.catalog.upcast(recorded);
    const event = { type, data } as unknown as TraceExportEvent;
    return {
      settings: traceExportDecider.evolve(traceExportDecider.initial, event),
      revision: recorded.revision,
      changed: { at: recorded.recordedAt, by: recorded.meta.actor.name },
    };
  }
}
