import type { QueueEvent } from '../../events/queue.events.js';
import type { reportRepeated } from '../../events/report.events.js';
import type { EventOf } from '../../events/event-definition.js';
import {
  type AuditAction,
  type AuditMappings,
  familyOf,
  type LeftOutType,
  type RecordedType,
} from './audit-mapping.js';
import type { SpanEvent } from '../../events/span.events.js';
import type { TelemetryEvent } from '../../events/telemetry.events.js';
import { accessMappings } from './mappers/access.mapper.js';
import { agentMappings } from './mappers/agent.mapper.js';
import {
  alertMappings,
  alertRuleMappings,
  channelMappings,
  notificationMappings,
  silenceMappings,
} from './mappers/alerting.mapper.js';
import { approvalMappings } from './mappers/approval.mapper.js';
import { auditRetentionMappings } from './mappers/audit-retention.mapper.js';
import { configurationMappings } from './mappers/configuration.mapper.js';
import {
  budgetMappings,
  customMetricMappings,
  priceBookMappings,
  recommendationMappings,
} from './mappers/costs.mapper.js';
import { deploymentMappings } from './mappers/deployment.mapper.js';
import { incidentMappings } from './mappers/incident.mapper.js';
import { pullRequestMappings } from './mappers/pull-request.mapper.js';
import { repositoryMappings } from './mappers/repository.mapper.js';
import { storyMappings } from './mappers/story.mapper.js';
import { traceExportMappings } from './mappers/trace-export.mapper.js';

const observations: AuditMappings<QueueEvent | EventOf<typeof reportRepeated> | SpanEvent | TelemetryEvent> = {
  QueueDepthObserved: { leftOut: 'a measurement, made every few seconds: nobody did anything' },
  TelemetryReceived: { leftOut: 'a measurement: how complete telemetry is' },
  SpanRecorded: { leftOut: 'a measurement: the traces tell of it' },
  ReportRepeated: { leftOut: 'says again what has an entry already' },
};

const mappings = {
  ...accessMappings,
  ...agentMappings,
  ...alertMappings,
  ...alertRuleMappings,
  ...approvalMappings,
  ...auditRetentionMappings,
  ...budgetMappings,
  ...channelMappings,
  ...configurationMappings,
  ...customMetricMappings,
  ...deploymentMappings,
  ...incidentMappings,
  ...notificationMappings,
  ...observations,
  ...priceBookMappings,
  ...pullRequestMappings,
  ...recommendationMappings,
  ...repositoryMappings,
  ...silenceMappings,
  ...storyMappings,
  ...traceExportMappings,
};

/** What each event type means to an auditor, or why it means nothing; every type of the catalogue is here. */
export const auditMappings = mappings as unknown as Readonly<
  Record<string, RecordedType<Readonly<Record<string, unknown>>> | LeftOutType>
>;

const recorded = Object.entries(auditMappings).flatMap(([type, mapping]) =>
  'leftOut' in mapping ? [] : [{ type, actions: mapping.actions }],
);

/** The event types that make entries. */
export const auditedTypes: readonly string[] = recorded.map(({ type }) => type);

/** Every action that an entry can have, sorted. */
export const auditActions: readonly AuditAction[] = [...new Set(recorded.flatMap(({ actions }) => actions))].sort();

/** The subjects of all actions, sorted: what a retention policy can name. */
export const auditFamilies: readonly string[] = [...new Set(auditActions.map(familyOf))].sort();
