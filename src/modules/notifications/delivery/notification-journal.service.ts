import { Inject, Injectable } from '@nestjs/common';
import type { NotificationEvent } from '../../../events/notification.events.js';
import { streams } from '../../../events/streams.js';
import type { CommandContext } from '../../../kernel/command-context.js';
import type { NewEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { type EventCatalog, EventFactory } from '../../../platform/commands/event-factory.js';
import { type EventLog, EventLogError } from '../../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../../platform/runtime/tokens.js';
import { derivedId } from '../../../platform/runtime/uuid-ids.js';

const actor = { type: 'system', id: 'notifications', name: 'notifications' } as const;

type PolicyChanged = Extract<NotificationEvent, { type: 'NotificationPolicyChanged' }>;
type Suppressed = Extract<NotificationEvent, { type: 'NotificationSuppressed' }>;
type Queued = Extract<NotificationEvent, { type: 'NotificationQueued' }>;
type Outcome = Extract<NotificationEvent, { type: 'NotificationSent' | 'NotificationFailed' }>;

/** What becomes of notifications, in the log. Each fact has one id for ever, so that what is recorded twice is one. */
@Injectable()
export class NotificationJournal {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    private readonly events: EventFactory,
  ) {}

  /** Facts of a process, each under the id of its intent. Throws unless all of them are on record. */
  async recordAll(
    facts: readonly { readonly id: string; readonly stream: string; readonly event: NotificationEvent }[],
  ) {
    const requests = facts.map(({ id, stream, event }) => ({
      stream,
      events: [this.eventOf(event, derivedId('notification-fact', id), stream)],
      expected: 'any' as const,
    }));
    const outcomes = await this.log.appendMany(requests);
    for (const outcome of outcomes) if (!outcome.ok && !isRefused(outcome.error)) throw outcome.error;
    return outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
  }

  /** What somebody has sent, in their name. */
  async record(event: Exclude<NotificationEvent, PolicyChanged | Suppressed>, context: CommandContext) {
    this.catalog.check(event.type, event.data as JsonObject);
    const fact = this.events.create({ type: event.type, data: event.data as JsonObject }, context);
    const stream = streams.notification(event.data.notificationId);
    return (await this.log.append(stream, [fact], { expected: 'any' })).position;
  }

  /** What was queued under this id; undefined where nothing was. */
  async queued(notificationId: string): Promise<Queued['data'] | undefined> {
    for await (const recorded of this.log.readStream(streams.notification(notificationId), { limit: 1 })) {
      if (recorded.type === 'NotificationQueued')
        return this.catalog.upcast(recorded).data as unknown as Queued['data'];
    }
    return undefined;
  }

  /** Whether it is known what came of the attempt. */
  async knows(notificationId: string, attempt: number): Promise<boolean> {
    const id = outcomeId(notificationId, attempt);
    for await (const recorded of this.log.readStream(streams.notification(notificationId))) {
      if (recorded.id === id) return true;
    }
    return false;
  }

  async recordOutcome(event: Outcome): Promise<void> {
    const { notificationId, attempt } = event.data;
    const fact = this.eventOf(event, outcomeId(notificationId, attempt), notificationId);
    await this.log.append(streams.notification(notificationId), [fact], { expected: 'any' });
  }

  private eventOf({ type, data }: NotificationEvent, id: string, correlationId: string): NewEvent {
    this.catalog.check(type, data as JsonObject);
    const context: CommandContext = { actor, correlationId, source: 'system' };
    return this.events.create({ type, data: data as JsonObject }, context, { id });
  }
}

function outcomeId(notificationId: string, attempt: number): string {
  return derivedId('notification-outcome', notificationId, String(attempt));
}

/** What is refused now is refused for ever; everything else is tried again. */
function isRefused(error: EventLogError): boolean {
  return error.kind === 'invalid_event' || error.kind === 'too_large' || error.kind === 'stream_deleted';
}
