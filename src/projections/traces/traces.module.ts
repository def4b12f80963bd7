import { Module } from '@nestjs/common';
import { ListTracesHandler } from './list-traces.query-handler.js';
import { ShowTraceHandler } from './show-trace.query-handler.js';
import { TracesController } from './traces.http.controller.js';

@Module({ controllers: [TracesController], providers: [ListTracesHandler, ShowTraceHandler] })
export class TracesModule {}
