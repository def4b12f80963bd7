import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../../kernel/domain-error.js';
import { ProjectionEngine } from '../../../platform/projections/projection-engine.js';
import { type CustomMetricView, presentCustomMetric } from './custom-metric.response.js';
import type { CustomMetricRow } from './custom-metrics.projector.js';
import { FILL_PREFIX, metricFill } from './metric-fill.js';
import { ShowCustomMetric } from './show-custom-metric.query.js';

@QueryHandler(ShowCustomMetric)
export class ShowCustomMetricHandler implements IQueryHandler<ShowCustomMetric> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: ProjectionEngine,
  ) {}

  async execute({ name }: ShowCustomMetric): Promise<CustomMetricView> {
    const positions = await this.engine.positions(FILL_PREFIX);
    const [row]: CustomMetricRow[] = await this.dataSource.query('select * from custom_metrics where name = $1', [
      name,
    ]);
    if (!row) {
      const help = `no custom metric is called ${name}; GET /api/metrics/custom lists them`;
      throw new DomainError('CUSTOM_METRIC_UNKNOWN', help, { fault: 'not_found' });
    }
    const fill = metricFill(row).name;
    return presentCustomMetric(row, fill, positions.get(fill));
  }
}
