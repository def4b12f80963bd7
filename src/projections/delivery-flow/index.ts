export { DeliveryFlowReadModule } from './delivery-flow.module.js';
export { deliveryFlowProjection } from './delivery-flow.projector.js';
