export { DeploymentsReadModule } from './deployments.module.js';
export { deploymentsProjection } from './deployments.projector.js';
