import { Module } from '@nestjs/common';
import { ListSilencesHandler } from './list-silences.query-handler.js';
import { ShowSilenceHandler } from './show-silence.query-handler.js';
import { SilencesReadController } from './silences.http.controller.js';

@Module({
  controllers: [SilencesReadController],
  providers: [ListSilencesHandler, ShowSilenceHandler],
})
export class SilencesReadModule {}
