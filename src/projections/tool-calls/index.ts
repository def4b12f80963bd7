export { ToolCallsModule } from './tool-calls.module.js';
export { toolCallsProjection } from './tool-calls.projector.js';
