import type { ChannelKind } from '../../../kernel/alert-vocabulary.js';
import type { BookedChannel } from '../domain/channel-book.decider.js';
import type { NotificationMessage } from '../domain/notification-message.js';
import type { AttemptOutcome } from './answer-outcome.js';

/** One attempt: over which channel, and what. */
export interface Delivery extends BookedChannel {
  readonly message: NotificationMessage;
  /** Ends the attempt; whether the message arrived is not known then. */
  readonly signal: AbortSignal;
}

/** Delivers over channels of one kind. Throws only for what is wrong on our side: whatever a receiver does is an outcome. */
export interface KindSender {
  readonly kind: ChannelKind;
  deliver(delivery: Delivery): Promise<AttemptOutcome>;
}

/** Every kind's sender. */
export const KIND_SENDERS = Symbol('KindSender[]');
