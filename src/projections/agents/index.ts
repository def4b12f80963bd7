export { agentsProjection } from './agents.projector.js';
export { AgentsReadModule } from './agents.module.js';
export { ListAgentSessions } from './list-agent-sessions.query.js';
export { ListObservedAgents } from './list-observed-agents.query.js';
export { ListSessionAgents } from './list-session-agents.query.js';
