import { Module } from '@nestjs/common';
import { ListSilencedSpansHandler } from './list-silenced-spans.query-handler.js';
import { ListSilencesHandler } from './list-silences.query-handler.js';
import { ShowSilenceHandler } from './show-silence.query-handler.js';
import { SilencesReadController } from './silences.http.controller.js';

@Module({
  controllers: [SilencesReadController],
  providers: [ListSilencedSpansHandler, ListSilencesHandler, ShowSilenceHandler],
})
export class SilencesReadModule {}
