import { Module } from '@nestjs/common';
import { AgentTimeline } from './agent-timeline.js';
import { AgentsReadController } from './agents.http.controller.js';
import { ListAgentSessionsHandler } from './list-agent-sessions.query-handler.js';
import { ListAgentsHandler } from './list-agents.query-handler.js';
import { ListObservedAgentsHandler } from './list-observed-agents.query-handler.js';
import { ListSessionAgentsHandler } from './list-session-agents.query-handler.js';
import { ShowAgentHandler } from './show-agent.query-handler.js';

@Module({
  controllers: [AgentsReadController],
  providers: [
    AgentTimeline,
    ListAgentSessionsHandler,
    ListAgentsHandler,
    ListObservedAgentsHandler,
    ListSessionAgentsHandler,
    ShowAgentHandler,
  ],
})
export class AgentsReadModule {}
