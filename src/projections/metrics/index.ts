export { presentDefinition, customMetricShape } from './custom/custom-metric.response.js';
export { customMetricsProjection } from './custom/custom-metrics.projector.js';
export { CustomSeries } from './custom/custom-series.service.js';
export { filterOperators, type SourceFilter, sourceOfForm } from './custom/source-form.js';
export { knownMetric } from './known-metric.js';
export { SeriesHistory } from './history/series-history.service.js';
export { MetricsModule } from './metrics.module.js';
export { metricsProjection } from './metrics.projector.js';
