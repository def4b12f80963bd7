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
  type ChangeIncidentStatusRequest,
  changeIncidentStatusRequest,
  type DetectIncidentRequest,
  detectIncidentRequest,
} from './report-incident.request.js';

const incidents: SubjectKind = {
  name: 'incident',
  idField: 'incidentId',
  unknownCode: 'INCIDENT_UNKNOWN',
  stream: streams.incident,
};

/** Incidents, as whoever watches production reports them. */
@ApiTags('incidents')
@Controller('api/incidents')
export class ReportIncidentController {
  constructor(private readonly facts: FactRecorder) {}

  @Post()
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({ operationId: 'detectIncident', summary: 'Report an incident that was detected.' })
  detect(
    @Body({ schema: detectIncidentRequest }) body: DetectIncidentRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.begin(incidents, 'IncidentDetected', body, by);
  }

  @Post(':id/status')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({ operationId: 'changeIncidentStatus', summary: 'Report the new status of an incident.' })
  changeStatus(
    @Param('id', { schema: pathParameter('id', reportedId) }) id: string,
    @Body({ schema: changeIncidentStatusRequest }) body: ChangeIncidentStatusRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(incidents, id, 'IncidentStatusChanged', body, by);
  }
}
