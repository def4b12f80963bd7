import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { FactRecorder } from './fact-recorder.service.js';
import { ReceiveGithubDeliveryHandler } from './features/receive-github-delivery/receive-github-delivery.handler.js';
import { ReceiveGithubDeliveryController } from './features/receive-github-delivery/receive-github-delivery.http.controller.js';
import { RecordFactsHandler } from './features/record-facts/record-facts.handler.js';
import { ReportEventsController } from './features/report-events/report-events.http.controller.js';

/** The ways in for what the fleet and GitHub report; all end in RecordFacts. */
@Module({
  imports: [IdentityModule],
  controllers: [ReportEventsController, ReceiveGithubDeliveryController],
  providers: [RecordFactsHandler, ReceiveGithubDeliveryHandler, FactRecorder],
  exports: [FactRecorder],
})
export class IntakeModule {}
