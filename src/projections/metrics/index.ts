export { MetricsModule } from './metrics.module.js';
export { metricsProjection } from './metrics.projector.js';
