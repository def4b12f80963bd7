export { tracesProjection } from './traces.projector.js';
