import { Module } from '@nestjs/common';
import { ChannelSender } from './channel-sender.service.js';
import { CurrentChannels } from './current-channels.service.js';
import { KIND_SENDERS, type KindSender } from './sending/kind-sender.js';

/** Notification channels: how they are set up, and sending over them. */
@Module({
  providers: [
    CurrentChannels,
    ChannelSender,
    { provide: KIND_SENDERS, useFactory: (...senders: KindSender[]) => senders, inject: [] },
  ],
  exports: [ChannelSender],
})
export class ChannelsModule {}
