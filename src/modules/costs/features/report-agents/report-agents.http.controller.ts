import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { reportAgentsQuery } from '../../../../projections/agent-runs/index.js';
import { agentsWithCosts, type AgentsWithCosts } from './agents-with-costs.response.js';
import { ReportAgentsWithCosts } from './report-agents-with-costs.query.js';

@ApiTags('analytics')
@Controller('api/analytics/agents')
export class ReportAgentsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('agent-runs', 'pull-requests', 'model-usage')
  @ApiOperation({ operationId: 'reportAgents', summary: 'How well agents do, and what that costs.' })
  @ApiResponse({ status: 200, standardSchema: agentsWithCosts })
  agents(@Query({ schema: reportAgentsQuery }) request: z.infer<typeof reportAgentsQuery>): Promise<AgentsWithCosts> {
    return this.queries.execute(new ReportAgentsWithCosts(request));
  }
}
