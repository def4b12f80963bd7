import { Module } from '@nestjs/common';
import { ListToldSpansHandler } from './list-told-spans.query-handler.js';
import { ListTracesHandler } from './list-traces.query-handler.js';
import { ShowTraceHandler } from './show-trace.query-handler.js';
import { TracesController } from './traces.http.controller.js';

@Module({ controllers: [TracesController], providers: [ListToldSpansHandler, ListTracesHandler, ShowTraceHandler] })
export class TracesModule {}
