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
  type ChangePullRequestStatusRequest,
  changePullRequestStatusRequest,
  type OpenPullRequestRequest,
  openPullRequestRequest,
  type SubmitReviewRequest,
  submitReviewRequest,
} from './report-pull-request.request.js';

const pullRequests: SubjectKind = {
  name: 'pull request',
  idField: 'pullRequestId',
  unknownCode: 'PULL_REQUEST_UNKNOWN',
  stream: streams.pullRequest,
};
/** Ids such as `octo/shop#7` travel percent-encoded. */
const pullRequestId = pathParameter('id', reportedId);

/** Pull requests and their reviews, as the agents that open and review them report them. */
@ApiTags('pull requests')
@Controller('api/pull-requests')
export class ReportPullRequestController {
  constructor(private readonly facts: FactRecorder) {}

  @Post()
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({ operationId: 'openPullRequest', summary: 'Report a pull request that was opened.' })
  open(
    @Body({ schema: openPullRequestRequest }) body: OpenPullRequestRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.begin(pullRequests, 'PullRequestOpened', body, by);
  }

  @Post(':id/status')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({ operationId: 'changePullRequestStatus', summary: 'Report the new status of a pull request.' })
  changeStatus(
    @Param('id', { schema: pullRequestId }) id: string,
    @Body({ schema: changePullRequestStatusRequest }) body: ChangePullRequestStatusRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(pullRequests, id, 'PullRequestStatusChanged', body, by);
  }

  @Post(':id/reviews')
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({
    operationId: 'submitReview',
    summary: 'Report a review of a pull request; known again by its reviewId.',
  })
  submitReview(
    @Param('id', { schema: pullRequestId }) id: string,
    @Body({ schema: submitReviewRequest }) body: SubmitReviewRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(pullRequests, id, 'ReviewSubmitted', body, by);
  }
}
