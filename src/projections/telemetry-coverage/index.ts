export { TelemetryCoverageModule } from './telemetry-coverage.module.js';
export { telemetryCoverageProjection } from './telemetry-coverage.projector.js';
