import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { ChangeWatcher } from './change-watcher.service.js';
import { FollowChangesController } from './features/follow-changes/follow-changes.http.controller.js';
import { StreamClients } from './stream-clients.service.js';

/** `GET /api/stream`. */
@Module({
  imports: [IdentityModule],
  controllers: [FollowChangesController],
  providers: [ChangeWatcher, StreamClients],
})
export class LiveStreamModule {}
