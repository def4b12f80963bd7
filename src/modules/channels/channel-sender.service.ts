import { Inject, Injectable } from '@nestjs/common';
import type { BookedChannel } from './domain/channel-book.decider.js';
import type { DeliveryOutcome, NotificationMessage } from './domain/notification-message.js';
import { CurrentChannels } from './current-channels.service.js';
import { KIND_SENDERS, type KindSender } from './sending/kind-sender.js';

/** Delivers messages over channels: one attempt each, whose outcome says whether another one makes sense. */
@Injectable()
export class ChannelSender {
  constructor(
    private readonly channels: CurrentChannels,
    @Inject(KIND_SENDERS) private readonly senders: readonly KindSender[],
  ) {}

  /** Rejects only when a part of this service is away, such as the database; then nothing was sent. */
  async deliver(channelId: string, message: NotificationMessage, signal: AbortSignal): Promise<DeliveryOutcome> {
    const booked = await this.channels.byId(channelId);
    if (!booked) return { status: 'refused', error: 'the channel was deleted' };
    if (!booked.channel.enabled) return { status: 'refused', error: `channel ${booked.name} is disabled` };
    return this.attempt(booked, message, signal);
  }

  private async attempt(booked: BookedChannel, message: NotificationMessage, signal: AbortSignal) {
    const sender = this.senders.find(({ kind }) => kind === booked.channel.kind);
    if (!sender) throw new Error(`no sender for channels of kind ${booked.channel.kind}`);
    return sender.deliver({ ...booked, message, signal });
  }
}
