export { agentsProjection } from './agents.projector.js';
export { AgentsReadModule } from './agents.module.js';
