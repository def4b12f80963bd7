import { Module } from '@nestjs/common';
import { SetTraceExportHandler } from './features/set-trace-export/set-trace-export.handler.js';
import { SetTraceExportController } from './features/set-trace-export/set-trace-export.http.controller.js';
import { ShowTraceExportController } from './features/show-trace-export/show-trace-export.http.controller.js';
import { ShowTraceExportHandler } from './features/show-trace-export/show-trace-export.query-handler.js';
import { TraceExportHistoryReader } from './trace-export-history.service.js';

/** The export of traces to a collector. */
@Module({
  controllers: [ShowTraceExportController, SetTraceExportController],
  providers: [TraceExportHistoryReader, ShowTraceExportHandler, SetTraceExportHandler],
})
export class TracingModule {}
