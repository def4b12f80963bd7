import { Inject, Injectable } from '@nestjs/common';
import type { AlertEvent } from '../../../events/alert.events.js';
import { streams } from '../../../events/streams.js';
import type { CommandContext } from '../../../kernel/command-context.js';
import type { LogPosition, NewEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { type EventCatalog, EventFactory } from '../../../platform/commands/event-factory.js';
import { type EventLog, MAX_APPEND_BYTES } from '../../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../../platform/runtime/tokens.js';
import { derivedId } from '../../../platform/runtime/uuid-ids.js';
import { type AlertFact, type AlertGroup, emptyAlertGroup, foldAlertGroup } from '../../../rules/alert-group.js';
import { type AlertGroupSnapshot, AlertGroupSnapshots } from './alert-group-snapshots.store.js';

export interface AppendedAlertEvents extends AlertGroupSnapshot {
  /** Of the last event; undefined where there was none. */
  readonly position: LogPosition | undefined;
}

/** Beside an event's own data: its id, type and the metadata that all of a round have. */
const ENVELOPE_BYTES = 1_500;

/** The events of a group: folded from the last snapshot, appended at the revision that was read. */
@Injectable()
export class AlertGroupStream {
  constructor(
    private readonly snapshots: AlertGroupSnapshots,
    private readonly factory: EventFactory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async load(group: string): Promise<AlertGroupSnapshot> {
    const snapshot = await this.snapshots.read(group, await this.log.logId());
    let revision = snapshot?.revision;
    const facts: AlertFact[] = [];
    const from = revision === undefined ? {} : { from: revision + 1n };
    for await (const recorded of this.log.readStream(streams.alertGroup(group), from)) {
      const { type, data, meta } = this.catalog.upcast(recorded);
      facts.push({ type, data, actorId: meta.actor.id } as unknown as AlertFact);
      revision = recorded.revision;
    }
    return { state: foldAlertGroup(snapshot?.state ?? emptyAlertGroup, facts), revision };
  }

  /**
   * Appends what was decided on the state that was loaded; a conflict where another has appended since. Very many
   * events go in several appends, which a round that is done again completes. The ids follow from where and what.
   */
  async append(
    group: string,
    loaded: AlertGroupSnapshot,
    events: readonly AlertEvent[],
    context: CommandContext,
    occurredAt: string,
  ): Promise<AppendedAlertEvents> {
    const stream = streams.alertGroup(group);
    let { revision } = loaded;
    let position: LogPosition | undefined;
    for (const part of parts(events)) {
      const from = String(revision ?? -1);
      const fresh = part.map((event) => this.newEvent(stream, from, event, context, occurredAt));
      const appended = await this.log.append(stream, fresh, { expected: revision ?? 'none' });
      ({ revision, position } = appended);
    }
    const facts = events.map((event): AlertFact => ({ ...event, actorId: context.actor.id }));
    return { state: foldAlertGroup(loaded.state, facts), revision, position };
  }

  /** What later loads begin with. */
  async snapshot(group: string, state: AlertGroup, revision: bigint | undefined): Promise<void> {
    await this.snapshots.write(group, await this.log.logId(), { state, revision });
  }

  private newEvent(
    stream: string,
    from: string,
    event: AlertEvent,
    context: CommandContext,
    occurredAt: string,
  ): NewEvent {
    const data = event.data as unknown as JsonObject;
    this.catalog.check(event.type, data);
    const about = 'alertId' in event.data ? event.data.alertId : 'ruleId' in event.data ? event.data.ruleId : '';
    const id = derivedId('alert-event', stream, from, occurredAt, event.type, about);
    return this.factory.create({ type: event.type, data }, context, { id, occurredAt });
  }
}

function* parts(events: readonly AlertEvent[]): Generator<readonly AlertEvent[]> {
  let part: AlertEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event.data)) + ENVELOPE_BYTES;
    if (part.length > 0 && bytes + size > MAX_APPEND_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(event);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
