export { OwnSeriesModule } from './own-series.module.js';
export { ProcessSeries } from './process-series.service.js';
