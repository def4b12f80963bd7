import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { approvalDetailResponse, approvalsResponse } from './approval.response.js';
import { ListApprovals, listApprovalsQuery } from './list-approvals.query.js';
import { ShowApproval, showApprovalQuery } from './show-approval.query.js';

@ApiTags('approvals')
@Controller('api/approvals')
export class ApprovalsReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('approvals')
  @ApiOperation({ operationId: 'listApprovals', summary: 'Approvals, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: approvalsResponse })
  list(@Query({ schema: listApprovalsQuery }) filter: z.infer<typeof listApprovalsQuery>) {
    return this.queries.execute(new ListApprovals(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('approvals')
  @ApiOperation({ operationId: 'getApproval', summary: 'One approval with the decisions on it.' })
  @ApiResponse({ status: 200, standardSchema: approvalDetailResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showApprovalQuery }) _query: z.infer<typeof showApprovalQuery>,
  ) {
    return this.queries.execute(new ShowApproval(id));
  }
}
