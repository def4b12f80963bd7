import type { TraceExportEvent } from '../../../events/trace-export.events.js';
import type { AuditMappings } from '../audit-mapping.js';

export const traceExportMappings: AuditMappings<TraceExportEvent> = {
  TraceExportChanged: {
    actions: ['tracing.export_changed'],
    entry: () => ({ action: 'tracing.export_changed', resource: 'tracing:export' }),
  },
};
