import { type DynamicModule, Module } from '@nestjs/common';
import { AlertingModule } from '../modules/alerting/index.js';
import { AuditModule } from '../modules/audit/index.js';
import { ChannelsModule } from '../modules/channels/index.js';
import { CostsModule } from '../modules/costs/index.js';
import { CustomMetricsModule } from '../modules/custom-metrics/index.js';
import { DeliveryModule } from '../modules/delivery/index.js';
import { FleetModule } from '../modules/fleet/index.js';
import { HealthModule } from '../modules/health/health.module.js';
import { IdentityModule } from '../modules/identity/index.js';
import { IntakeModule } from '../modules/intake/index.js';
import { LiveStreamModule } from '../modules/live-stream/index.js';
import { NotificationsModule } from '../modules/notifications/index.js';
import { OtlpModule } from '../modules/otlp/index.js';
import { ProjectionsModule } from '../modules/projections/projections.module.js';
import { PrometheusApiModule } from '../modules/prometheus-api/index.js';
import { TracingModule } from '../modules/tracing/index.js';
import { AgentRunsReadModule } from '../projections/agent-runs/index.js';
import { AgentsReadModule } from '../projections/agents/index.js';
import { AlertRulesReadModule } from '../projections/alert-rules/index.js';
import { AlertsReadModule } from '../projections/alerts/index.js';
import { ApiKeysModule } from '../projections/api-keys/index.js';
import { ApprovalsReadModule } from '../projections/approvals/index.js';
import { AuditLogReadModule } from '../projections/audit-log/index.js';
import { ChannelsReadModule } from '../projections/channels/index.js';
import { ConfigurationReadModule } from '../projections/configuration/index.js';
import { DeliveryFlowReadModule } from '../projections/delivery-flow/index.js';
import { DeploymentsReadModule } from '../projections/deployments/index.js';
import { IncidentsReadModule } from '../projections/incidents/index.js';
import { MetricsModule } from '../projections/metrics/index.js';
import { NotificationsReadModule } from '../projections/notifications/index.js';
import { ModelUsageReadModule } from '../projections/model-usage/index.js';
import { PullRequestsReadModule } from '../projections/pull-requests/index.js';
import { QueuesModule } from '../projections/queues/index.js';
import { RecommendationsReadModule } from '../projections/recommendations/index.js';
import { SilencesReadModule } from '../projections/silences/index.js';
import { StoriesReadModule } from '../projections/stories/index.js';
import { TelemetryCoverageModule } from '../projections/telemetry-coverage/index.js';
import { TokensModule } from '../projections/tokens/index.js';
import { ToolCallsModule } from '../projections/tool-calls/index.js';
import { TracesModule } from '../projections/traces/index.js';
import { PlatformModule } from './platform.module.js';
import type { Runtime } from './runtime.js';
import { SeriesStoreModule } from './series-store.module.js';

/** Every module of the service: the write side, then the read side. */
@Module({})
export class ApiModule {
  static register(runtime: Runtime): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.register(runtime),
        IdentityModule,
        HealthModule,
        IntakeModule,
        FleetModule,
        DeliveryModule,
        OtlpModule,
        AuditModule,
        TracingModule,
        PrometheusApiModule,
        ChannelsModule,
        AlertingModule,
        NotificationsModule,
        CostsModule,
        CustomMetricsModule,
        LiveStreamModule,
        ProjectionsModule,
        AgentsReadModule,
        AgentRunsReadModule,
        TokensModule,
        ModelUsageReadModule,
        ToolCallsModule,
        TracesModule,
        QueuesModule,
        TelemetryCoverageModule,
        DeploymentsReadModule,
        PullRequestsReadModule,
        StoriesReadModule,
        IncidentsReadModule,
        DeliveryFlowReadModule,
        ApprovalsReadModule,
        ConfigurationReadModule,
        ChannelsReadModule,
        AlertRulesReadModule,
        AlertsReadModule,
        RecommendationsReadModule,
        SilencesReadModule,
        NotificationsReadModule,
        ApiKeysModule,
        AuditLogReadModule,
        MetricsModule.register(runtime.registry),
        SeriesStoreModule,
      ],
    };
  }
}
