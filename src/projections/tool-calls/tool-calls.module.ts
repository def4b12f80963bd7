import { Module } from '@nestjs/common';
import { ListFailedToolCallsHandler } from './list-failed-tool-calls.query-handler.js';
import { ReportToolCallsHandler } from './report-tool-calls.query-handler.js';
import { ToolCallsController } from './tool-calls.http.controller.js';

@Module({ controllers: [ToolCallsController], providers: [ReportToolCallsHandler, ListFailedToolCallsHandler] })
export class ToolCallsModule {}
