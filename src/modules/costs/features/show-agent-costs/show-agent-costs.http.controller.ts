import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../../../../platform/http/access.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { minPositionQuery, ReadsFrom } from '../../../../platform/http/reads-from.js';
import { agentCosts, type AgentCosts } from './agent-costs.response.js';
import { ShowAgentCosts } from './show-agent-costs.query.js';

const showAgentCostsQuery = z.strictObject(minPositionQuery);

@ApiTags('costs')
@Controller('api/cost/agents')
export class ShowAgentCostsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Access('view')
  @ReadsFrom('model-usage')
  @ApiOperation({
    operationId: 'showAgentCosts',
    summary: 'What one agent spent on models, in all and by model.',
    description: 'Each call costs what its model cost when it was made.',
  })
  @ApiResponse({ status: 200, standardSchema: agentCosts })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showAgentCostsQuery }) _query: z.infer<typeof showAgentCostsQuery>,
  ): Promise<AgentCosts> {
    return this.queries.execute(new ShowAgentCosts(id));
  }
}
