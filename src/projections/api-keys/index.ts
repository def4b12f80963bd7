export { ApiKeysModule } from './api-keys.module.js';
export { apiKeysProjection } from './api-keys.projector.js';
