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

/** What the metadata of all events of one command have in common, as JSON without its outer braces. */
interface Shared {
  readonly context: CommandContext;
  readonly traceparent: string | undefined;
  readonly json: string;
}

/** Turns `{ type, data }` into an event ready to append. */
@Injectable()
export class EventFactory {
  private latest: Shared | undefined;

  constructor(
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `id` and `occurredAt` default to a fresh one and to now. `dataJson`: the data as JSON, where it is written already. */
  create(
    fact: { readonly type: string; readonly data: JsonObject },
    context: CommandContext,
    known: { readonly id?: string; readonly occurredAt?: string; readonly contentDigest?: string } = {},
    dataJson?: string,
  ): NewEvent {
    // Jobs and the service itself bring none: then it is that of the work under way.
    const traceparent = context.traceparent ?? currentTraceparent();
    const { actor, correlationId, source, causationId, demo } = context;
    const occurredAt = known.occurredAt ?? this.clock.now().toISOString();
    const { contentDigest } = known;
    // Thousands a second are made, and each of these members by spreading it would take longer than all the rest.
    const meta: Writable<EventMeta> = { occurredAt, actor, correlationId, source };
    if (causationId) meta.causationId = causationId;
    if (traceparent) meta.traceparent = traceparent;
    if (contentDigest) meta.contentDigest = contentDigest;
    if (demo) meta.demo = true;
    return {
      id: known.id ?? this.ids.next(),
      type: fact.type,
      schemaVersion: this.catalog.versionOf(fact.type),
      data: fact.data,
      meta,
      json: { data: dataJson, meta: this.metaJson(meta, context) },
    };
  }

  /** As `JSON.stringify(meta)`; what the events of one command share is written once. */
  private metaJson({ occurredAt, contentDigest, demo, traceparent }: EventMeta, context: CommandContext): string {
    if (this.latest?.context !== context || this.latest.traceparent !== traceparent) {
      const { actor, correlationId, source } = context;
      const causationId = context.causationId || undefined;
      const json = JSON.stringify({ actor, correlationId, source, causationId, traceparent }).slice(1, -1);
      this.latest = { context, traceparent, json };
    }
    const digest = contentDigest === undefined ? '' : `,"contentDigest":${JSON.stringify(contentDigest)}`;
    return `{"occurredAt":${JSON.stringify(occurredAt)},${this.latest.json}${digest}${demo ? ',"demo":true' : ''}}`;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
