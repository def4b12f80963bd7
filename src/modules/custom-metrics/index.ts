export { CustomMetricsModule } from './custom-metrics.module.js';
