import { Module } from '@nestjs/common';
import { ProcessStore } from '../../platform/processes/process-store.js';
import { PG_POOL } from '../../platform/runtime/tokens.js';
import { ChannelsModule } from '../channels/index.js';
import { AttemptRunner } from './delivery/attempt-runner.service.js';
import { NotificationJournal } from './delivery/notification-journal.service.js';
import { OutboxMetrics } from './delivery/outbox-metrics.service.js';
import { RoutingRunner } from './delivery/routing-runner.service.js';
import { ROUTING_STORE, StoredMessages } from './delivery/stored-messages.service.js';
import { CreateSilenceHandler } from './features/create-silence/create-silence.handler.js';
import { CreateSilenceController } from './features/create-silence/create-silence.http.controller.js';
import { EndSilenceHandler } from './features/end-silence/end-silence.handler.js';
import { EndSilenceController } from './features/end-silence/end-silence.http.controller.js';
import { PreviewSilenceController } from './features/preview-silence/preview-silence.http.controller.js';
import { PreviewSilenceHandler } from './features/preview-silence/preview-silence.query-handler.js';
import { ResendNotificationHandler } from './features/resend-notification/resend-notification.handler.js';
import { ResendNotificationController } from './features/resend-notification/resend-notification.http.controller.js';
import { SetNotificationPolicyHandler } from './features/set-notification-policy/set-notification-policy.handler.js';
import { SetNotificationPolicyController } from './features/set-notification-policy/set-notification-policy.http.controller.js';
import { ShowNotificationPolicyController } from './features/show-notification-policy/show-notification-policy.http.controller.js';
import { ShowNotificationPolicyHandler } from './features/show-notification-policy/show-notification-policy.query-handler.js';
import { SilenceRuleController } from './features/silence-rule/silence-rule.http.controller.js';
import { TestRuleHandler } from './features/test-rule/test-rule.handler.js';
import { TestRuleController } from './features/test-rule/test-rule.http.controller.js';
import { NotificationPolicyHistoryReader } from './notification-policy-history.service.js';

/** From alerts to messages that arrive, and what holds them back. */
@Module({
  imports: [ChannelsModule],
  controllers: [
    PreviewSilenceController,
    CreateSilenceController,
    EndSilenceController,
    SilenceRuleController,
    TestRuleController,
    ResendNotificationController,
    ShowNotificationPolicyController,
    SetNotificationPolicyController,
  ],
  providers: [
    {
      provide: ROUTING_STORE,
      useFactory: (pool: ConstructorParameters<typeof ProcessStore>[0]) => new ProcessStore(pool),
      inject: [PG_POOL],
    },
    NotificationJournal,
    StoredMessages,
    AttemptRunner,
    RoutingRunner,
    OutboxMetrics,
    CreateSilenceHandler,
    EndSilenceHandler,
    PreviewSilenceHandler,
    TestRuleHandler,
    ResendNotificationHandler,
    NotificationPolicyHistoryReader,
    ShowNotificationPolicyHandler,
    SetNotificationPolicyHandler,
  ],
})
export class NotificationsModule {}
