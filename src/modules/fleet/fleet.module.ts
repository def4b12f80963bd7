import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { ObserveQueueController } from './features/observe-queue/observe-queue.http.controller.js';
import { ReportAgentController } from './features/report-agent/report-agent.http.controller.js';

/** Agents and queues, as they report themselves. */
@Module({
  imports: [IntakeModule],
  controllers: [ReportAgentController, ObserveQueueController],
})
export class FleetModule {}
