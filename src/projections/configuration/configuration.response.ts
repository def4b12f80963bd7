import { z } from 'zod';
import { configurationChanged } from '../../events/configuration.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import type { ConfigurationRow } from './configuration.projector.js';
import type { ConfigurationChangeRow } from './configuration-changes.projector.js';

const redacted = z.array(z.string());
const revision = z.string().describe('The ETag without its quotes; for If-Match.');

export const configurationResponse = z.object({
  key: z.string(),
  value: z.unknown().describe('Any JSON value, without its secrets.'),
  redacted: redacted.describe('JSON pointers to the secrets that were left out of the value; "" is all of it.'),
  revision,
  reason: z.string().nullable().describe('Why it was set to this value.'),
  updatedAt: z.string().describe('When it was set to this value.'),
  updatedBy: z.string().describe('Who set it, or told of it: as authenticated.'),
  demo: z.boolean().describe('Simulated.'),
});
export type ConfigurationAnswer = z.infer<typeof configurationResponse>;
export const configurationsResponse = pagedSchema(configurationResponse);

export const configurationChangeResponse = z.object({
  key: z.string(),
  change: configurationChanged.data.shape.change,
  from: z.unknown().optional().describe('Absent when it did not exist, and with a late change, where nobody knows.'),
  to: z.unknown().optional().describe('Absent when it was deleted.'),
  redacted: redacted.describe('JSON pointers to the secrets that were left out of `to`; "" is all of it.'),
  revision: z.string().describe('Of the key after this change.'),
  reason: z.string().nullable(),
  changedBy: z.string().describe('Who changed it, or told of it: as authenticated.'),
  occurredAt: z.string(),
  recordedAt: z.string(),
  position: z.string(),
  flags: z.array(z.string()).describe('`late`: it happened before the change that was known; the value stayed.'),
  demo: z.boolean().describe('Simulated.'),
});
export type ConfigurationChange = z.infer<typeof configurationChangeResponse>;
export const configurationHistoryResponse = pagedSchema(configurationChangeResponse);

export function presentConfiguration(row: ConfigurationRow): ConfigurationAnswer {
  return {
    key: row.key,
    value: row.value,
    redacted: [...row.redacted],
    // `bigint` columns come back as text.
    revision: String(row.revision),
    reason: row.reason,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    demo: row.demo,
  };
}

export function presentChange(row: ConfigurationChangeRow): ConfigurationChange {
  return {
    key: row.key,
    change: row.change,
    ...row.changed_value,
    redacted: [...row.redacted],
    revision: String(row.revision),
    reason: row.reason,
    changedBy: row.changed_by,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    position: row.position,
    flags: [...row.flags],
    demo: row.demo,
  };
}
