import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';
import { flagsField } from './report-flags.js';

/** Not the severities of alerts. */
export const incidentSeverities = ['critical', 'high', 'medium', 'low'] as const;
export type IncidentSeverity = (typeof incidentSeverities)[number];

export const incidentStatuses = ['detected', 'investigating', 'mitigating', 'resolved', 'post_mortem'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

const incidentId = z.string().min(1).max(200);

export const incidentDetected = defineEvent({
  type: 'IncidentDetected',
  version: 1,
  summary: 'Something broke and somebody noticed.',
  category: 'incident',
  data: z.object({
    incidentId,
    severity: z.enum(incidentSeverities),
    title: z.string().max(500).optional(),
    description: z.string().max(10_000).optional(),
    service: z.string().max(200).optional(),
    environment: z.string().max(100).optional(),
    deploymentId: z.string().max(200).optional(),
    flags: flagsField,
  }),
});

export const incidentStatusChanged = defineEvent({
  type: 'IncidentStatusChanged',
  version: 1,
  summary: 'An incident went from one status to another.',
  category: 'incident',
  data: z.object({
    incidentId,
    /** Absent while nobody has said. */
    severity: z.enum(incidentSeverities).optional(),
    service: z.string().max(200).optional(),
    environment: z.string().max(100).optional(),
    from: z.enum(incidentStatuses).optional(),
    to: z.enum(incidentStatuses),
    reason: z.string().max(2_000).optional(),
    rootCause: z.string().max(10_000).optional(),
    detectedAt: z.string().optional(),
    /** On resolved: seconds from detectedAt to now, by occurredAt. */
    recoverySeconds: z.number().nonnegative().optional(),
    flags: flagsField,
  }),
});

export const incidentEvents = [incidentDetected, incidentStatusChanged] as const;
export type IncidentEvent = EventOf<typeof incidentDetected> | EventOf<typeof incidentStatusChanged>;
