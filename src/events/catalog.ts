import type { RecordedEvent } from '../kernel/event.js';
import type { JsonObject } from '../kernel/json.js';
import { accessEvents } from './access.events.js';
import { agentEvents } from './agent.events.js';
import { alertEvents } from './alert.events.js';
import { alertRuleEvents } from './alert-rule.events.js';
import { apiKeyEvents } from './api-key.events.js';
import { approvalEvents } from './approval.events.js';
import { auditRetentionEvents } from './audit-retention.events.js';
import { budgetEvents } from './budget.events.js';
import { channelEvents } from './channel.events.js';
import { configurationEvents } from './configuration.events.js';
import { customMetricEvents } from './custom-metric.events.js';
import { deploymentEvents } from './deployment.events.js';
import type { EventDefinition } from './event-definition.js';
import { incidentEvents } from './incident.events.js';
import { notificationEvents } from './notification.events.js';
import { priceBookEvents } from './price-book.events.js';
import { pullRequestEvents } from './pull-request.events.js';
import { queueEvents } from './queue.events.js';
import { recommendationEvents } from './recommendation.events.js';
import { reportEvents } from './report.events.js';
import { repositoryEvents } from './repository.events.js';
import { silenceEvents } from './silence.events.js';
import { spanEvents } from './span.events.js';
import { storyEvents } from './story.events.js';
import { telemetryEvents } from './telemetry.events.js';
import { traceExportEvents } from './trace-export.events.js';
import { webhookEvents } from './webhook.events.js';

/** Every event type that this service has ever appended. */
export const eventDefinitions: readonly EventDefinition[] = [
  ...agentEvents,
  ...queueEvents,
  ...spanEvents,
  ...telemetryEvents,
  ...pullRequestEvents,
  ...storyEvents,
  ...deploymentEvents,
  ...incidentEvents,
  ...approvalEvents,
  ...configurationEvents,
  ...repositoryEvents,
  ...webhookEvents,
  ...reportEvents,
  ...apiKeyEvents,
  ...accessEvents,
  ...auditRetentionEvents,
  ...traceExportEvents,
  ...alertRuleEvents,
  ...alertEvents,
  ...silenceEvents,
  ...channelEvents,
  ...notificationEvents,
  ...priceBookEvents,
  ...budgetEvents,
  ...recommendationEvents,
  ...customMetricEvents,
];

const byType = new Map(eventDefinitions.map((definition) => [definition.type, definition]));

/** The definition of a type, or undefined for one that a newer version of this service appended. */
export function definitionOf(type: string): EventDefinition | undefined {
  return byType.get(type);
}

/**
 * Lifts an event as stored to the current schema version. Unknown types pass unchanged (consumers skip them).
 * Throws for a version newer than this build knows: stopping is right, guessing is not.
 */
export function upcast(event: RecordedEvent): RecordedEvent {
  const definition = byType.get(event.type);
  if (!definition || definition.version === event.schemaVersion) return event;
  if (event.schemaVersion > definition.version) {
    throw new Error(
      `event ${event.type} at ${event.position} has schema version ${event.schemaVersion}; this build knows up to ${definition.version}: upgrade it`,
    );
  }
  let data: Record<string, unknown> = { ...event.data };
  for (let version = event.schemaVersion; version < definition.version; version++) {
    const lift = definition.upcasters?.[version];
    if (!lift) throw new Error(`event ${event.type}: no upcaster from version ${version}`);
    data = lift(data);
  }
  return { ...event, data: data as JsonObject, schemaVersion: definition.version };
}
