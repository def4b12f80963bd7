export { modelUsageProjection } from './model-usage.projector.js';
