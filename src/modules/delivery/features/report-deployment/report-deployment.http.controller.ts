import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { reportedId } from '../../../../events/reported-fields.js';
import { streams } from '../../../../events/streams.js';
import { Access } from '../../../../platform/http/access.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import {
  FactRecorder,
  type RecordedFact,
  RecordsFact,
  ReportedBy,
  type Reporter,
  type SubjectKind,
} from '../../../intake/index.js';
import {
  type ChangeDeploymentStatusRequest,
  changeDeploymentStatusRequest,
  type TriggerDeploymentRequest,
  triggerDeploymentRequest,
} from './report-deployment.request.js';

const deployments: SubjectKind = {
  name: 'deployment',
  idField: 'deploymentId',
  unknownCode: 'DEPLOYMENT_UNKNOWN',
  stream: streams.deployment,
};

/** Deployments, as the pipelines that run them report them. */
@ApiTags('deployments')
@Controller('api/deployments')
export class ReportDeploymentController {
  constructor(private readonly facts: FactRecorder) {}

  @Post()
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({ operationId: 'triggerDeployment', summary: 'Report a deployment that was triggered.' })
  trigger(
    @Body({ schema: triggerDeploymentRequest }) body: TriggerDeploymentRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.begin(deployments, 'DeploymentTriggered', body, by);
  }

  @Post(':id/status')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({ operationId: 'changeDeploymentStatus', summary: 'Report the new status of a deployment.' })
  changeStatus(
    @Param('id', { schema: pathParameter('id', reportedId) }) id: string,
    @Body({ schema: changeDeploymentStatusRequest }) body: ChangeDeploymentStatusRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(deployments, id, 'DeploymentStatusChanged', body, by);
  }
}
