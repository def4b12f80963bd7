import { Inject, Injectable } from '@nestjs/common';
import type { NotificationEvent, NotificationPolicy } from '../../events/notification.events.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import { notificationPolicyDecider, notificationPolicyStream } from './domain/notification-policy.decider.js';

/** What holds, and who decided it when. */
export interface NotificationPolicyHistory {
  readonly policy: NotificationPolicy;
  /** Last revision of the stream; undefined while nothing has been decided. */
  readonly revision: bigint | undefined;
  readonly changed: { readonly at: Date; readonly by: string } | undefined;
}

/** Reads the policy from its own stream, which has every change that was answered. */
@Injectable()
export class NotificationPolicyHistoryReader {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async read(): Promise<NotificationPolicyHistory> {
    // Each event says the whole policy, so the last one is enough.
    for await (const recorded of this.log.readStream(notificationPolicyStream, { direction: 'backwards', limit: 1 })) {
      const { data } = this.catalog.upcast(recorded);
      const event = { type: 'NotificationPolicyChanged', data } as unknown as Extract<
        NotificationEvent,
        { type: 'NotificationPolicyChanged' }
      >;
      return {
        policy: notificationPolicyDecider.evolve(notificationPolicyDecider.initial, event),
        revision: recorded.revision,
        changed: { at: recorded.recordedAt, by: recorded.meta.actor.name },
      };
    }
    return { policy: notificationPolicyDecider.initial, revision: undefined, changed: undefined };
  }
}
