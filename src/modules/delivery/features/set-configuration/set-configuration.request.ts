import { z } from 'zod';
import { freeText, jsonValue } from '../../../../events/reported-fields.js';
import { configurationValue } from '../../domain/configuration.facts.js';

export const setConfigurationRequest = z
  .strictObject({
    value: configurationValue.describe('Any JSON value, null too. Secrets in it are left out of the event.'),
    reason: freeText(2_000).optional(),
  })
  .refine(({ value }) => value !== undefined, { path: ['value'], error: 'is missing; any JSON value will do' });
export type SetConfigurationRequest = z.infer<typeof setConfigurationRequest>;

export const deleteConfigurationQuery = z.strictObject({ reason: freeText(2_000).optional() });
export type DeleteConfigurationQuery = z.infer<typeof deleteConfigurationQuery>;

export const changedConfiguration = z.object({
  key: z.string(),
  value: jsonValue(Number.MAX_SAFE_INTEGER).optional().describe('As recorded: without its secrets. Absent: deleted.'),
  changed: z.boolean().describe('false: it had that value already, nothing was recorded.'),
  revision: z.string().describe('The ETag without its quotes; for If-Match.'),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type ChangedConfiguration = z.infer<typeof changedConfiguration>;
