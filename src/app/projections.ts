import type { Projection } from '../platform/projections/projection.js';
import { agentRunsProjection } from '../projections/agent-runs/index.js';
import { agentsProjection } from '../projections/agents/index.js';
import { alertRulesProjection } from '../projections/alert-rules/index.js';
import { alertsProjection } from '../projections/alerts/index.js';
import { apiKeysProjection } from '../projections/api-keys/index.js';
import { approvalsProjection } from '../projections/approvals/index.js';
import { channelsProjection } from '../projections/channels/index.js';
import { configurationProjection } from '../projections/configuration/index.js';
import { deliveryFlowProjection } from '../projections/delivery-flow/index.js';
import { deploymentsProjection } from '../projections/deployments/index.js';
import { auditLogProjection } from '../projections/audit-log/index.js';
import { incidentsProjection } from '../projections/incidents/index.js';
import { customMetricsProjection, metricsProjection } from '../projections/metrics/index.js';
import { modelUsageProjection } from '../projections/model-usage/index.js';
import { notificationsProjection } from '../projections/notifications/index.js';
import { pullRequestsProjection } from '../projections/pull-requests/index.js';
import { queuesProjection } from '../projections/queues/index.js';
import { recommendationsProjection } from '../projections/recommendations/index.js';
import { silencesProjection } from '../projections/silences/index.js';
import { storiesProjection } from '../projections/stories/index.js';
import { telemetryCoverageProjection } from '../projections/telemetry-coverage/index.js';
import { tokensProjection } from '../projections/tokens/index.js';
import { toolCallsProjection } from '../projections/tool-calls/index.js';
import { tracesProjection } from '../projections/traces/index.js';

/** Every projection of the log, in the order in which a page is applied. */
export const projections: readonly Projection[] = [
  agentsProjection,
  tokensProjection,
  modelUsageProjection,
  agentRunsProjection,
  toolCallsProjection,
  tracesProjection,
  queuesProjection,
  deploymentsProjection,
  pullRequestsProjection,
  storiesProjection,
  incidentsProjection,
  deliveryFlowProjection,
  approvalsProjection,
  configurationProjection,
  channelsProjection,
  telemetryCoverageProjection,
  recommendationsProjection,
  silencesProjection,
  notificationsProjection,
  metricsProjection,
  customMetricsProjection,
  alertRulesProjection,
  alertsProjection,
  apiKeysProjection,
  auditLogProjection,
];
