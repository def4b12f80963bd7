export { StoriesReadModule } from './stories.module.js';
export { storiesProjection } from './stories.projector.js';
