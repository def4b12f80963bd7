import { Module } from '@nestjs/common';
import { ExportMetrics } from './export/export-metrics.service.js';
import { ExportProgressStore } from './export/export-progress.store.js';
import { RunSpanExporter } from './export/run-span-exporter.service.js';
import { TraceExportFollower } from './export/trace-export-follower.service.js';
import { SetTraceExportHandler } from './features/set-trace-export/set-trace-export.handler.js';
import { SetTraceExportController } from './features/set-trace-export/set-trace-export.http.controller.js';
import { ShowTraceExportController } from './features/show-trace-export/show-trace-export.http.controller.js';
import { ShowTraceExportHandler } from './features/show-trace-export/show-trace-export.query-handler.js';
import { TraceExportHistoryReader } from './trace-export-history.service.js';

/** The export of traces to a collector. */
@Module({
  controllers: [ShowTraceExportController, SetTraceExportController],
  providers: [
    TraceExportHistoryReader,
    TraceExportFollower,
    ExportProgressStore,
    RunSpanExporter,
    ExportMetrics,
    ShowTraceExportHandler,
    SetTraceExportHandler,
  ],
})
export class TracingModule {}
