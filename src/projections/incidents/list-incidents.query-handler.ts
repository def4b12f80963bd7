import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ListIncidents } from './list-incidents.query.js';
import { presentIncident, type IncidentAnswer } from './incident.response.js';

@QueryHandler(ListIncidents)
export class ListIncidentsHandler implements IQueryHandler<ListIncidents> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListIncidents): Promise<Paged<IncidentAnswer>> {
    const byDetection = filter.sort === 'detectedAt';
    const conditions = new SqlConditions()
      .equals('status', filter.status)
      .equals('severity', filter.severity)
      .equals('service', filter.service)
      .equals('environment', filter.environment)
      .equals('deployment_id', filter.deploymentId)
      .equals('demo', filter.demo)
      .contains(['id', 'title', 'description', 'reason', 'root_cause'], filter.text)
      .between(byDetection ? 'detected_at' : 'updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'incidents',
      conditions,
      sortBy: byDetection ? nullsAsYearOne('detected_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentIncident,
    });
  }
}
