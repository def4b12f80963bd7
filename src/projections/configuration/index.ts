export { ConfigurationReadModule } from './configuration.module.js';
export { configurationProjection } from './configuration.projector.js';
