import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import { METRICS_REGISTRY } from '../../../platform/runtime/tokens.js';
import { exportOutcomes } from '../../../platform/telemetry/export-tally.js';
import { ownSpans } from '../../../platform/telemetry/tracing.js';
import { RunSpanExporter } from './run-span-exporter.service.js';

/** What this process exported: its own spans, and those of agents. */
@Injectable()
export class ExportMetrics {
  constructor(exporter: RunSpanExporter, @Inject(METRICS_REGISTRY) registry: Registry) {
    new Counter({
      name: 'orchestrate_trace_export_spans_total',
      help: 'Spans that were to be exported by this process: sent, failed (by attempt) or dropped for want of room.',
      labelNames: ['outcome'],
      registers: [registry],
      collect() {
        this.reset();
        for (const outcome of exportOutcomes) {
          this.inc({ outcome }, exporter.tally.spans[outcome] + (ownSpans()?.tally.spans[outcome] ?? 0));
        }
      },
    });
  }
}
