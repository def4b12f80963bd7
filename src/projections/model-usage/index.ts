export { type AgentUsageOfQuarter, ListAgentUsage } from './list-agent-usage.query.js';
export { ListUsedModels } from './list-used-models.query.js';
export { ModelUsageReadModule } from './model-usage.module.js';
export { modelUsageProjection } from './model-usage.projector.js';
export { SumModelUsage, type UsagePeriod, type UsageSum } from './sum-model-usage.query.js';
export type { UsageDimension, UsageSelection } from './usage-selection.js';
