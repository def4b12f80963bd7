export { SilencesReadModule } from './silences.module.js';
export { silencesProjection } from './silences.projector.js';
export { ListSilencedSpans, type SilencedSpan } from './list-silenced-spans.query.js';
