import { Inject, Injectable } from '@nestjs/common';
import type { ProcessStore } from '../../../platform/processes/process-store.js';
import type { messageOf } from '../domain/routing/message.js';
import { routingProcess } from '../domain/routing/routing.process.js';

export const ROUTING_STORE = Symbol('ProcessStore of the routing');

/** A message as the routing made it. */
export type StoredMessage = ReturnType<typeof messageOf>;

/** Messages of the last days, as they were sent first: they are in the outbox of the process that made them. */
@Injectable()
export class StoredMessages {
  constructor(@Inject(ROUTING_STORE) private readonly store: ProcessStore) {}

  /** Undefined where it is not kept any more. */
  async find(notificationId: string): Promise<StoredMessage | undefined> {
    const intent = await this.store.intent(routingProcess.name, `${notificationId}/1`);
    return intent?.data['message'] as unknown as StoredMessage | undefined;
  }
}
