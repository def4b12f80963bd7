import { Inject, Injectable } from '@nestjs/common';
import { streams } from '../../events/streams.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type RecordedEvent, traceIdOf } from '../../kernel/event.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { decodeCursor, encodeCursor, type Paged } from '../../platform/http/paging.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import type { TimelineEntry } from './agent.response.js';
import { newestOf } from './timeline-order.js';

/** Revision of the newest event not shown yet in each stream; -1 when all have been. */
type Place = readonly [life: number, activity: number];

/**
 * An agent's timeline is its own two streams, life and activity, read from the log: nothing is copied, so it can
 * neither lag nor differ from what was recorded. A page is in the order in which things happened, the newest first; what
 * was told late stands on the page of what was told with it.
 */
@Injectable()
export class AgentTimeline {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  /** Empty for an agent that nothing has been recorded of. Throws CURSOR_INVALID. */
  async page(
    agentId: string,
    paging: { readonly limit: number; readonly cursor: string | undefined },
  ): Promise<Paged<TimelineEntry>> {
    const names = [streams.agent(agentId), streams.agentActivity(agentId)] as const;
    const lasts = await Promise.all(names.map(async (name) => lastRevision(await this.log.streamInfo(name))));
    const start: Place = paging.cursor === undefined ? [lasts[0]!, lasts[1]!] : placeOf(paging.cursor);
    const [life, activity] = await Promise.all([
      this.readBack(names[0], Math.min(start[0], lasts[0]!), paging.limit),
      this.readBack(names[1], Math.min(start[1], lasts[1]!), paging.limit),
    ]);
    const shown = newestOf(life, activity, paging.limit);
    const next: Place = [start[0] - countOf(shown, names[0]), start[1] - countOf(shown, names[1])];
    return {
      items: shown.map((event) => entryOf(this.catalog.upcast(event))),
      nextCursor: next[0] < 0 && next[1] < 0 ? null : encodeCursor(next),
      total: lasts[0]! + lasts[1]! + 2,
    };
  }

  private async readBack(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    if (from < 0) return [];
    const events: RecordedEvent[] = [];
    for await (const event of this.log.readStream(stream, { direction: 'backwards', to: BigInt(from), limit })) {
      events.push(event);
    }
    return events;
  }
}

function lastRevision(info: { readonly exists: boolean; readonly revision?: bigint }): number {
  return info.exists && info.revision !== undefined ? Number(info.revision) : -1;
}

function countOf(events: readonly RecordedEvent[], stream: string): number {
  return events.filter((event) => event.stream === stream).length;
}

function placeOf(cursor: string): Place {
  const [life, activity] = decodeCursor(cursor, 2);
  if (isPlace(life) && isPlace(activity)) return [life, activity];
  throw new DomainError('CURSOR_INVALID', 'cursor: not one that this timeline answered; start again without it', {
    fault: 'invalid',
    fields: [{ field: 'cursor', message: 'not a cursor of this timeline' }],
  });
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= -1;
}

/** Addresses and programs of the actor stay in the audit log. */
function entryOf(event: RecordedEvent): TimelineEntry {
  const { type, id, name } = event.meta.actor;
  return {
    id: event.id,
    type: event.type,
    occurredAt: event.meta.occurredAt,
    recordedAt: event.recordedAt.toISOString(),
    position: event.position,
    source: event.meta.source,
    traceId: traceIdOf(event.meta) ?? null,
    actor: { type, id, name },
    data: event.data,
  };
}
