import { z } from 'zod';
import { traceExportSettings } from '../set-trace-export/set-trace-export.request.js';

export const traceExportResponse = z.object({
  ...traceExportSettings,
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});
export type TraceExportAnswer = z.infer<typeof traceExportResponse>;
