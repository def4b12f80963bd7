import { Module } from '@nestjs/common';
import { OutboundHttp } from '../../platform/outbound/outbound-http.js';
import { OutboundPolicy } from '../../platform/outbound/outbound-policy.js';
import { OutboundSockets } from '../../platform/outbound/outbound-socket.js';
import { CONFIG } from '../../platform/runtime/tokens.js';
import { ChannelSender } from './channel-sender.service.js';
import type { ChannelsSettings } from './channels-settings.js';
import { CurrentChannels } from './current-channels.service.js';
import { ChangeChannelHandler } from './features/change-channel/change-channel.handler.js';
import { ChangeChannelController } from './features/change-channel/change-channel.http.controller.js';
import { CreateChannelHandler } from './features/create-channel/create-channel.handler.js';
import { CreateChannelController } from './features/create-channel/create-channel.http.controller.js';
import { DeleteChannelHandler } from './features/delete-channel/delete-channel.handler.js';
import { DeleteChannelController } from './features/delete-channel/delete-channel.http.controller.js';
import { PreviewMessageController } from './features/preview-message/preview-message.http.controller.js';
import { TestChannelHandler } from './features/test-channel/test-channel.handler.js';
import { TestChannelController } from './features/test-channel/test-channel.http.controller.js';
import { ChannelSecrets } from './secrets/channel-secrets.store.js';
import { MasterKeys } from './secrets/master-keys.store.js';
import { SecretsChange } from './secrets/secrets-change.service.js';
import { SecretsSweep } from './secrets/secrets-sweep.service.js';
import { AlertmanagerSender } from './sending/alertmanager.sender.service.js';
import { EMAIL_TIMEOUT_MS } from './sending/email-timeout.js';
import { EmailSender } from './sending/email.sender.service.js';
import { KIND_SENDERS, type KindSender } from './sending/kind-sender.js';
import { OpenIncidents } from './sending/open-incidents.store.js';
import { PagerDutySender } from './sending/pagerduty.sender.service.js';
import { SlackSender } from './sending/slack.sender.service.js';
import { WebhookSender } from './sending/webhook.sender.service.js';

const kindSenders = [SlackSender, EmailSender, PagerDutySender, WebhookSender, AlertmanagerSender];

/** One mail, from the connection to the last answer: a server may be slow, and several recipients take time. */
const MAIL_MS = 20_000;

/** Notification channels: how they are set up, and sending over them. */
@Module({
  controllers: [
    CreateChannelController,
    ChangeChannelController,
    DeleteChannelController,
    TestChannelController,
    PreviewMessageController,
  ],
  providers: [
    CurrentChannels,
    ChannelSender,
    MasterKeys,
    ChannelSecrets,
    SecretsChange,
    SecretsSweep,
    OpenIncidents,
    {
      provide: OutboundPolicy,
      useFactory: ({ outboundAllow }: ChannelsSettings) => new OutboundPolicy(outboundAllow),
      inject: [CONFIG],
    },
    {
      provide: OutboundHttp,
      useFactory: (policy: OutboundPolicy) => new OutboundHttp(policy),
      inject: [OutboundPolicy],
    },
    {
      provide: OutboundSockets,
      useFactory: (policy: OutboundPolicy) => new OutboundSockets(policy),
      inject: [OutboundPolicy],
    },
    { provide: EMAIL_TIMEOUT_MS, useValue: MAIL_MS },
    ...kindSenders,
    { provide: KIND_SENDERS, useFactory: (...senders: KindSender[]) => senders, inject: kindSenders },
    CreateChannelHandler,
    ChangeChannelHandler,
    DeleteChannelHandler,
    TestChannelHandler,
  ],
  exports: [ChannelSender],
})
export class ChannelsModule {}
