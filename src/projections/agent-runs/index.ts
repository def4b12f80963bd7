export { agentAnalytics } from './agent-analytics.response.js';
export { AgentRunsReadModule } from './agent-runs.module.js';
export { agentRunsProjection } from './agent-runs.projector.js';
export { ListRunModels, type RunPricePeriod } from './list-run-models.query.js';
export { ListRunUsage, type RunWithUsage } from './list-run-usage.query.js';
export { SIGNIFICANCE_LEVEL, twoProportionTest, wilsonInterval } from './proportions.js';
export { ReportAgents, reportAgentsQuery, type RunDimension } from './report-agents.query.js';
export type { RunSelection } from './run-selection.js';
export { SumRunUsage } from './sum-run-usage.query.js';
