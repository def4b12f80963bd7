export { agentRunsProjection } from './agent-runs.projector.js';
