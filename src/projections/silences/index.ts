export { SilencesReadModule } from './silences.module.js';
export { silencesProjection } from './silences.projector.js';
