import { Module } from '@nestjs/common';
import { CreateSilenceHandler } from './features/create-silence/create-silence.handler.js';
import { CreateSilenceController } from './features/create-silence/create-silence.http.controller.js';
import { EndSilenceHandler } from './features/end-silence/end-silence.handler.js';
import { EndSilenceController } from './features/end-silence/end-silence.http.controller.js';

/** From alerts to messages that arrive, and what holds them back. */
@Module({
  controllers: [CreateSilenceController, EndSilenceController],
  providers: [CreateSilenceHandler, EndSilenceHandler],
})
export class NotificationsModule {}
