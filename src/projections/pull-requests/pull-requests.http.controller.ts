import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListPullRequests, listPullRequestsQuery } from './list-pull-requests.query.js';
import { pullRequestDetailResponse, pullRequestsResponse } from './pull-request.response.js';
import { ShowPullRequest, showPullRequestQuery } from './show-pull-request.query.js';

@ApiTags('pull requests')
@Controller('api/pull-requests')
export class PullRequestsReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('pull-requests')
  @ApiOperation({ operationId: 'listPullRequests', summary: 'Pull requests, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: pullRequestsResponse })
  list(@Query({ schema: listPullRequestsQuery }) filter: z.infer<typeof listPullRequestsQuery>) {
    return this.queries.execute(new ListPullRequests(filter));
  }

  /** An id with `/` or `#` in it is one part of the path once these are percent-encoded. */
  @Get(':id')
  @Access('view')
  @ReadsFrom('pull-requests')
  @ApiOperation({
    operationId: 'getPullRequest',
    summary: 'One pull request with its status history and its reviews.',
    description: 'Percent-encode the id: `/api/pull-requests/acme%2Fshop%2312` is `acme/shop#12`.',
  })
  @ApiResponse({ status: 200, standardSchema: pullRequestDetailResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showPullRequestQuery }) _query: z.infer<typeof showPullRequestQuery>,
  ) {
    return this.queries.execute(new ShowPullRequest(id));
  }
}
