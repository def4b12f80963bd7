import { z } from 'zod';
import { traceExporters } from '../../../../events/trace-export.events.js';

const RATE = 'must be a number from 0 (only what failed) to 1 (every trace)';

export const setTraceExportRequest = z.strictObject({
  enabled: z.boolean().describe('Whether traces are exported at all.'),
  exporter: z
    .enum(traceExporters)
    .optional()
    .describe('What receives them. Jaeger takes OTLP as well, so that both are sent the same.'),
  endpoint: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe(
      'OTLP over HTTP; without a path it is /v1/traces. Not this service itself; no user name, password or query.',
    ),
  sampleRate: z
    .number(RATE)
    .min(0, RATE)
    .max(1, RATE)
    .optional()
    .describe('Part of all traces that is sent, chosen by trace id; spans that failed are always sent.'),
});
export type SetTraceExportRequest = z.infer<typeof setTraceExportRequest>;

export const traceExportSettings = {
  enabled: z.boolean(),
  exporter: z.enum(traceExporters),
  endpoint: z.string(),
  sampleRate: z.number(),
  revision: z.string().nullable().describe('The ETag without its quotes, for If-Match; null: never decided.'),
};

export const changedTraceExport = z.object({
  ...traceExportSettings,
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z
    .string()
    .nullable()
    .describe('Position in the log that includes it, for minPosition; null: never decided.'),
});
export type ChangedTraceExport = z.infer<typeof changedTraceExport>;
