import { z } from 'zod';
import { pagedSchema } from '../../platform/http/paging.js';
import type { AuditRow } from './audit-log.projector.js';
import { auditOutcomes } from './audit-mapping.js';

export const auditEntryResponse = z.object({
  id: z.string(),
  timestamp: z.string().describe('When it happened, by the word of whoever reported it.'),
  recordedAt: z.string().describe('When it was put on record; how long it is kept goes by this.'),
  actor: z.string().describe('Name of who did it, as authenticated.'),
  actorId: z.string().describe('Of the API key behind it; of a part of the service, its name.'),
  actorType: z.string(),
  action: z.string().describe('`subject.fact`, as in `agent.spawned`.'),
  resource: z.string().describe('`kind:id` of what it was done to.'),
  details: z
    .record(z.string(), z.unknown())
    .describe('What the event behind it says, with its id, type, stream, source and correlation.'),
  ipAddress: z.string().nullable().describe('Null for what the service did by itself.'),
  userAgent: z.string().nullable(),
  outcome: z.enum(auditOutcomes).describe('`failure`: it went wrong; `denied`: it was refused because of who asked.'),
  demo: z.boolean().describe('Simulated.'),
  position: z.string().describe('Of the event in the log.'),
});
export type AuditEntryAnswer = z.infer<typeof auditEntryResponse>;
export const auditEntriesResponse = pagedSchema(auditEntryResponse);

/** Everything of a row but the text that only searches need. */
export const auditEntryColumns =
  'id, "timestamp", recorded_at, actor, actor_id, actor_type, action, resource, details, ip_address, user_agent, outcome, demo, position';

export function presentAuditEntry(row: Omit<AuditRow, 'search' | 'family'>): AuditEntryAnswer {
  return {
    id: row.id,
    timestamp: row.timestamp.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    actor: row.actor,
    actorId: row.actor_id,
    actorType: row.actor_type,
    action: row.action,
    resource: row.resource,
    details: row.details,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    outcome: row.outcome,
    demo: row.demo,
    position: row.position,
  };
}
