import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery, ReadsFrom } from '../../platform/http/reads-from.js';
import { agentDetailResponse, agentsResponse, timelineResponse } from './agent.response.js';
import { AgentTimeline } from './agent-timeline.js';
import { ListAgents, listAgentsQuery } from './list-agents.query.js';
import { ShowAgent, showAgentQuery } from './show-agent.query.js';

const timelineQuery = z.strictObject({ ...pagingQuery, ...minPositionQuery });

@ApiTags('agents')
@Controller('api/agents')
export class AgentsReadController {
  constructor(
    private readonly queries: QueryBus,
    private readonly timelines: AgentTimeline,
  ) {}

  @Get()
  @Access('view')
  @ReadsFrom('agents', 'tokens')
  @ApiOperation({ operationId: 'listAgents', summary: 'Agents, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: agentsResponse })
  list(@Query({ schema: listAgentsQuery }) filter: z.infer<typeof listAgentsQuery>) {
    return this.queries.execute(new ListAgents(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('agents', 'tokens', 'tool-calls')
  @ApiOperation({ operationId: 'getAgent', summary: 'One agent, what it used, and the newest of its timeline.' })
  @ApiResponse({ status: 200, standardSchema: agentDetailResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showAgentQuery }) { asOf }: z.infer<typeof showAgentQuery>,
  ) {
    return this.queries.execute(new ShowAgent(id, asOf));
  }

  /** Read from the log itself, which includes every position that a write answered. */
  @Get(':id/timeline')
  @Access('view')
  @ReadsFrom()
  @ApiOperation({
    operationId: 'getAgentTimeline',
    summary: "The agent's own events, newest first by when they happened.",
  })
  @ApiResponse({ status: 200, standardSchema: timelineResponse })
  timeline(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: timelineQuery }) { limit, cursor }: z.infer<typeof timelineQuery>,
  ) {
    return this.timelines.page(id, { limit, cursor });
  }
}
