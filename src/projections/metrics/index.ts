export { knownMetric } from './known-metric.js';
export { SeriesHistory } from './history/series-history.service.js';
export { MetricsModule } from './metrics.module.js';
export { metricsProjection } from './metrics.projector.js';
