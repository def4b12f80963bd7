import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { streams } from '../../../../events/streams.js';
import { Access } from '../../../../platform/http/access.js';
import {
  FactRecorder,
  type RecordedFact,
  RecordsFact,
  ReportedBy,
  type Reporter,
  type SubjectKind,
} from '../../../intake/index.js';
import { type RequestApprovalRequest, requestApprovalRequest } from './request-approval.request.js';

const approvals: SubjectKind = {
  name: 'approval',
  idField: 'approvalId',
  unknownCode: 'APPROVAL_UNKNOWN',
  stream: streams.approval,
};

@ApiTags('approvals')
@Controller('api/approvals')
export class RequestApprovalController {
  constructor(private readonly facts: FactRecorder) {}

  @Post()
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({ operationId: 'requestApproval', summary: 'Ask for an approval.' })
  request(
    @Body({ schema: requestApprovalRequest }) body: RequestApprovalRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.begin(approvals, 'ApprovalRequested', body, by);
  }
}
