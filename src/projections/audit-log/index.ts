export { auditFamilies } from './audit-mappings.js';
export { auditLogProjection } from './audit-log.projector.js';
