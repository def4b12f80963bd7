export { PrometheusApiModule } from './prometheus-api.module.js';
export { answerErrorsAsPrometheus } from './prometheus-errors.js';
