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
export const alertDetailResponse = alertResponse.extend({ history: z.array(alertStep) });

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
