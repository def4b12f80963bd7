import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const traceExporters = ['jaeger', 'otlp'] as const;

const settings = z.object({
  enabled: z.boolean(),
  exporter: z.enum(traceExporters),
  /** Where traces go, by OTLP over HTTP; never with a user name or password. */
  endpoint: z.string().min(1).max(2_000),
  /** Part of all traces that is sent, 0 to 1, chosen by trace id; spans that failed are sent whatever it is. */
  sampleRate: z.number().min(0).max(1),
});

export const traceExportChanged = defineEvent({
  type: 'TraceExportChanged',
  version: 1,
  summary: 'It was decided whether and where traces are exported.',
  category: 'traceExport',
  data: z.object({ ...settings.shape, previous: settings }),
});

export const traceExportEvents = [traceExportChanged] as const;
export type TraceExportEvent = EventOf<typeof traceExportChanged>;
