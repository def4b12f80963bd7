export { OtlpModule } from './otlp.module.js';
