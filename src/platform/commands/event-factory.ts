import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command-context.js';
import type { EventMeta, NewEvent, RecordedEvent } from '../../kernel/event.js';
import type { Ids } from '../../kernel/ids.js';
import type { JsonObject } from '../../kernel/json.js';
import { currentTraceparent } from '../telemetry/traceparent.js';
import { CLOCK, EVENT_CATALOG, IDS } from '../runtime/tokens.js';

/** What the machinery must know of the event catalogue; the composition passes it in. */
export interface EventCatalog {
  /** Current schema version of a type; throws for a type that the catalogue does not have. */
  versionOf(type: string): number;
  /** Checks data against the type's current schema; throws an error that names the field. */
  check(type: string, data: JsonObject): void;
  /** Lifts a stored event to the current version. */
  upcast(event: RecordedEvent): RecordedEvent;
}

/** Turns `{ type, data }` into an event ready to append. */
@Injectable()
export class EventFactory {
  constructor(
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `id` and `occurredAt` default to a fresh one and to now. */
  create(
    fact: { readonly type: string; readonly data: JsonObject },
    context: CommandContext,
    known: { readonly id?: string; readonly occurredAt?: string; readonly contentDigest?: string } = {},
  ): NewEvent {
    // Jobs and the service itself bring none: then it is that of the work under way.
    const traceparent = context.traceparent ?? currentTraceparent();
    const meta: EventMeta = {
      occurredAt: known.occurredAt ?? this.clock.now().toISOString(),
      actor: context.actor,
      correlationId: context.correlationId,
      source: context.source,
      ...(context.causationId ? { causationId: context.causationId } : {}),
      ...(traceparent ? { traceparent } : {}),
      ...(known.contentDigest ? { contentDigest: known.contentDigest } : {}),
      ...(context.demo ? { demo: true as const } : {}),
    };
    return {
      id: known.id ?? this.ids.next(),
      type: fact.type,
      schemaVersion: this.catalog.versionOf(fact.type),
      data: fact.data,
      meta,
    };
  }
}
