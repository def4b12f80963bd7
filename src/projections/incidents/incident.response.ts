import { z } from 'zod';
import { incidentSeverities, incidentStatuses } from '../../events/incident.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { statusStep } from '../../platform/projections/status-history.js';
import type { IncidentRow } from './incidents.projector.js';

const time = z.string().nullable();
const text = z.string().nullable();

const incidentResponse = z.object({
  id: z.string(),
  severity: z.enum(incidentSeverities).nullable().describe('Null until somebody says.'),
  title: text,
  description: text,
  service: text,
  environment: text,
  deploymentId: text.describe('The deployment that it is put down to.'),
  status: z.enum(incidentStatuses),
  statusTimes: z.record(z.string(), z.string()).describe('When it came to each status first.'),
  reason: text.describe('Of the present status.'),
  rootCause: text,
  detectedAt: time,
  resolvedAt: time.describe('The last resolution; null while it is open, or open again.'),
  secondsToResolve: z.number().nullable().describe('From detection to resolution; null while either is not known.'),
  updatedAt: z.string().describe('Latest of its steps.'),
  flags: z.array(z.string()).describe('What was unusual about its reports.'),
  demo: z.boolean().describe('Simulated.'),
});
export type IncidentAnswer = z.infer<typeof incidentResponse>;
export const incidentsResponse = pagedSchema(incidentResponse);

export const incidentDetailResponse = incidentResponse.extend({
  statusHistory: z
    .array(statusStep(incidentStatuses))
    .describe('Its reported steps by the time of their occurrence, the detection as `detected`; at most the last 500.'),
});
export type IncidentDetail = z.infer<typeof incidentDetailResponse>;

export function presentIncident(row: IncidentRow): IncidentAnswer {
  return {
    id: row.id,
    severity: row.severity,
    title: row.title,
    description: row.description,
    service: row.service,
    environment: row.environment,
    deploymentId: row.deployment_id,
    status: row.status,
    statusTimes: row.status_times,
    reason: row.reason,
    rootCause: row.root_cause,
    detectedAt: row.detected_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    secondsToResolve: row.seconds_to_resolve,
    updatedAt: row.updated_at.toISOString(),
    flags: [...row.flags],
    demo: row.demo,
  };
}
