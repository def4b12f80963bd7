import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListIncidents, listIncidentsQuery } from './list-incidents.query.js';
import { ShowIncident, showIncidentQuery } from './show-incident.query.js';
import { incidentDetailResponse, incidentsResponse } from './incident.response.js';

@ApiTags('incidents')
@Controller('api/incidents')
export class IncidentsReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('incidents')
  @ApiOperation({ operationId: 'listIncidents', summary: 'Incidents, the last changed first.' })
  @ApiResponse({ status: 200, standardSchema: incidentsResponse })
  list(@Query({ schema: listIncidentsQuery }) filter: z.infer<typeof listIncidentsQuery>) {
    return this.queries.execute(new ListIncidents(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('incidents')
  @ApiOperation({ operationId: 'getIncident', summary: 'One incident with its status history.' })
  @ApiResponse({ status: 200, standardSchema: incidentDetailResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showIncidentQuery }) _query: z.infer<typeof showIncidentQuery>,
  ) {
    return this.queries.execute(new ShowIncident(id));
  }
}
