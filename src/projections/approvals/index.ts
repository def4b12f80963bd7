export { ApprovalsReadModule } from './approvals.module.js';
export { approvalsProjection } from './approvals.projector.js';
