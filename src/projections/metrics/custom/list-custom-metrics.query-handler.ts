import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../../platform/postgres/keyset-list.js';
import { ProjectionEngine } from '../../../platform/projections/projection-engine.js';
import { type CustomMetricView, presentCustomMetric } from './custom-metric.response.js';
import type { CustomMetricRow } from './custom-metrics.projector.js';
import { ListCustomMetrics } from './list-custom-metrics.query.js';
import { FILL_PREFIX, metricFill } from './metric-fill.js';

@QueryHandler(ListCustomMetrics)
export class ListCustomMetricsHandler implements IQueryHandler<ListCustomMetrics> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: ProjectionEngine,
  ) {}

  async execute({ filter }: ListCustomMetrics): Promise<Paged<CustomMetricView>> {
    const positions = await this.engine.positions(FILL_PREFIX);
    return keysetList(this.dataSource, {
      from: 'custom_metrics',
      conditions: new SqlConditions().equals(`metric->>'kind'`, filter.kind).contains(['name'], filter.text),
      sortBy: 'registered_at',
      tieBreaker: 'name',
      direction: 'desc',
      limit: filter.limit,
      cursor: filter.cursor,
      present: (row: CustomMetricRow) => {
        const { name } = metricFill(row);
        return presentCustomMetric(row, name, positions.get(name));
      },
    });
  }
}
