import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { ProcessStore } from '../../platform/processes/process-store.js';
import { PG_POOL } from '../../platform/runtime/tokens.js';
import { ChannelsModule } from '../channels/index.js';
import { AttemptRunner } from './delivery/attempt-runner.service.js';
import { NotificationJournal } from './delivery/notification-journal.service.js';
import { RoutingRunner } from './delivery/routing-runner.service.js';
import { ROUTING_STORE, StoredMessages } from './delivery/stored-messages.service.js';
import { CreateSilenceHandler } from './features/create-silence/create-silence.handler.js';
import { CreateSilenceController } from './features/create-silence/create-silence.http.controller.js';
import { EndSilenceHandler } from './features/end-silence/end-silence.handler.js';
import { EndSilenceController } from './features/end-silence/end-silence.http.controller.js';

/** From alerts to messages that arrive, and what holds them back. */
@Module({
  imports: [ChannelsModule],
  controllers: [CreateSilenceController, EndSilenceController],
  providers: [
    { provide: ROUTING_STORE, useFactory: (pool: Pool) => new ProcessStore(pool), inject: [PG_POOL] },
    NotificationJournal,
    StoredMessages,
    AttemptRunner,
    RoutingRunner,
    CreateSilenceHandler,
    EndSilenceHandler,
  ],
})
export class NotificationsModule {}
