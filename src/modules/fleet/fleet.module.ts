import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { AttributeSessionHandler } from './features/attribute-session/attribute-session.handler.js';
import { AttributeSessionController } from './features/attribute-session/attribute-session.http.controller.js';
import { EndIdleAgentsHandler } from './features/end-idle-agents/end-idle-agents.handler.js';
import { ObserveQueueController } from './features/observe-queue/observe-queue.http.controller.js';
import { ReportAgentController } from './features/report-agent/report-agent.http.controller.js';
import { IdleAgents } from './processes/idle-agents.service.js';
import { SessionAttribution } from './processes/session-attribution.service.js';

/** Agents and queues, as they report themselves. */
@Module({
  imports: [IntakeModule],
  controllers: [ReportAgentController, AttributeSessionController, ObserveQueueController],
  providers: [AttributeSessionHandler, EndIdleAgentsHandler, IdleAgents, SessionAttribution],
})
export class FleetModule {}
