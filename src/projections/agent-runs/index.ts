export { AgentRunsReadModule } from './agent-runs.module.js';
export { agentRunsProjection } from './agent-runs.projector.js';
