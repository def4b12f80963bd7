import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { DecideApprovalHandler } from './features/decide-approval/decide-approval.handler.js';
import { DecideApprovalController } from './features/decide-approval/decide-approval.http.controller.js';
import { ReportDeploymentController } from './features/report-deployment/report-deployment.http.controller.js';
import { ReportIncidentController } from './features/report-incident/report-incident.http.controller.js';
import { ReportPullRequestController } from './features/report-pull-request/report-pull-request.http.controller.js';
import { ReportStoryController } from './features/report-story/report-story.http.controller.js';
import { RequestApprovalController } from './features/request-approval/request-approval.http.controller.js';
import { ChangeConfigurationHandler } from './features/set-configuration/change-configuration.handler.js';
import { SetConfigurationController } from './features/set-configuration/set-configuration.http.controller.js';

/** The work on its way to production: pull requests, stories, deployments, incidents, approvals, configuration. */
@Module({
  imports: [IntakeModule],
  controllers: [
    ReportPullRequestController,
    ReportStoryController,
    ReportDeploymentController,
    ReportIncidentController,
    RequestApprovalController,
    DecideApprovalController,
    SetConfigurationController,
  ],
  providers: [DecideApprovalHandler, ChangeConfigurationHandler],
})
export class DeliveryModule {}
