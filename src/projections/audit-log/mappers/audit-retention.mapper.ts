import type { AuditRetentionEvent } from '../../../events/audit-retention.events.js';
import type { AuditMappings } from '../audit-mapping.js';

const resource = 'audit:retention';

export const auditRetentionMappings: AuditMappings<AuditRetentionEvent> = {
  AuditRetentionChanged: {
    actions: ['audit.retention_changed'],
    entry: () => ({ action: 'audit.retention_changed', resource }),
  },
  AuditRetentionApplied: {
    actions: ['audit.retention_applied'],
    entry: () => ({ action: 'audit.retention_applied', resource }),
  },
};
