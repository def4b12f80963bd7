import { Query } from '@nestjs/cqrs';
import type { CustomMetricView } from './custom-metric.response.js';

/** One custom metric, by its name. */
export class ShowCustomMetric extends Query<CustomMetricView> {
  constructor(readonly name: string) {
    super();
  }
}
