import { z } from 'zod';
import { pagedSchema } from '../../../../platform/http/paging.js';
import { alertStep, storedAlert, type StoredAlert } from '../../../../projections/alerts/index.js';
import type { CurrentValue } from '../../evaluation/current-values.store.js';

export const alertResponse = storedAlert.extend({
  currentValue: z
    .string()
    .nullable()
    .describe('As the last evaluation found it; of a resolved alert, as it was then; null where there is none.'),
  evaluatedAt: z.string().nullable().describe('When the current value was found.'),
});
export type AlertAnswer = z.infer<typeof alertResponse>;
export const alertsResponse = pagedSchema(alertResponse);

const historyEntry = alertStep.extend({
  type: z
    .string()
    .describe('The event, as in the catalogue; SilenceBegan and SilenceOver: from when, to when it was silenced.'),
  channel: z.string().nullable().describe('Of a notification.'),
});
export type AlertHistoryEntry = z.infer<typeof historyEntry>;
export const alertDetailResponse = alertResponse.extend({
  history: z.array(historyEntry).describe('What happened to it, its silences and its notifications, in order of time.'),
});

/** An alert with what the last evaluation found. */
export function withCurrentValue(alert: StoredAlert, current: CurrentValue | undefined): AlertAnswer {
  const { resolvedValue, ...stored } = alert;
  const open = alert.resolvedAt === null;
  return {
    ...stored,
    annotations:
      open && current && Object.keys(current.annotations).length > 0 ? current.annotations : stored.annotations,
    currentValue: open ? (current?.value ?? null) : resolvedValue,
    evaluatedAt: open ? (current?.at.toISOString() ?? null) : alert.resolvedAt,
  };
}
