export { QueuesModule } from './queues.module.js';
export { queuesProjection } from './queues.projector.js';
