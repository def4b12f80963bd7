export { deliveryFlowProjection } from './delivery-flow.projector.js';
