export { TracesModule } from './traces.module.js';
export { tracesProjection } from './traces.projector.js';
