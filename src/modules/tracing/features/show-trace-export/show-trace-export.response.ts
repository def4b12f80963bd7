import { z } from 'zod';
import { traceExportSettings } from '../set-trace-export/set-trace-export.request.js';

const outcome = {
  sent: z.int().nonnegative(),
  failed: z.int().nonnegative().describe('By attempt: spans of agents are tried again, own ones are lost.'),
  lastSuccessAt: z.string().nullable(),
  lastError: z.object({ at: z.string(), message: z.string() }).nullable().describe('Null: none.'),
};

export const traceExportResponse = z.object({
  ...traceExportSettings,
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
  agents: z
    .object(outcome)
    .describe('Spans of the runs and calls of agents, by all replicas: exported from the log, at least once.'),
  own: z
    .object({
      ...outcome,
      dropped: z.int().nonnegative().describe('There was no room for them.'),
      queued: z.int().nonnegative(),
    })
    .nullable()
    .describe(
      'Spans of the work of the replica that answers, since it started; null: they go where ' +
        'OTEL_EXPORTER_OTLP_ENDPOINT says, or it does not trace itself.',
    ),
});
export type TraceExportAnswer = z.infer<typeof traceExportResponse>;
