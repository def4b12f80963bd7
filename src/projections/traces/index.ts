export { ListToldSpans, type ToldSpan } from './list-told-spans.query.js';
export { derivedCallSpanId } from './span-ids.js';
export { TracesModule } from './traces.module.js';
export { tracesProjection } from './traces.projector.js';
