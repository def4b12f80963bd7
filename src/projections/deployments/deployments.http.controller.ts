import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { deploymentDetailResponse, deploymentsResponse } from './deployment.response.js';
import { ListDeployments, listDeploymentsQuery } from './list-deployments.query.js';
import { ShowDeployment, showDeploymentQuery } from './show-deployment.query.js';

@ApiTags('deployments')
@Controller('api/deployments')
export class DeploymentsReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('deployments')
  @ApiOperation({ operationId: 'listDeployments', summary: 'Deployments, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: deploymentsResponse })
  list(@Query({ schema: listDeploymentsQuery }) filter: z.infer<typeof listDeploymentsQuery>) {
    return this.queries.execute(new ListDeployments(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('deployments')
  @ApiOperation({ operationId: 'getDeployment', summary: 'One deployment with its status history.' })
  @ApiResponse({ status: 200, standardSchema: deploymentDetailResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showDeploymentQuery }) _query: z.infer<typeof showDeploymentQuery>,
  ) {
    return this.queries.execute(new ShowDeployment(id));
  }
}
