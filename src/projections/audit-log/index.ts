export { AuditLogReadModule } from './audit-log.module.js';
export { auditFamilies } from './audit-mappings.js';
export { auditLogProjection } from './audit-log.projector.js';
export { CountAuditEntries } from './count-audit-entries.query.js';
