import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { alertSeverities } from '../../kernel/alert-vocabulary.js';
import { asOfQuery, filterNames, filterOneOf, filterText, periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import { alertStatuses, type StoredAlert } from './alert.response.js';

const label = z
  .string()
  .max(1_000)
  .regex(/^[^=\p{Cc}]+=[^\p{Cc}]*$/u, 'must be a name and a value with = between them, as in team=core');

export const listAlertsQuery = z.strictObject({
  status: filterOneOf(alertStatuses, {
    firing: 'what fires is `active`, and, once somebody has taken it, `acknowledged`',
  })
    .optional()
    .describe('`active` alone stands for all that are not resolved; otherwise one, or several with commas between.'),
  rule: filterText.optional().describe('Id or name of the rule.'),
  severity: filterOneOf(alertSeverities).optional(),
  label: z
    .union([label, z.array(label).max(20)])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat()))
    .describe('`name=value`; may be given several times, then all must hold.'),
  fingerprint: filterNames.optional(),
  text: filterText.optional().describe('Part of the name of the rule.'),
  order: z.enum(['asc', 'desc']).default('desc').describe('By when they fired or, pending, began.'),
  ...periodQuery,
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** Alerts, filtered, as they are or as they were known at an instant; those that never fired are left out once over. */
export class ListAlerts extends Query<Paged<StoredAlert>> {
  constructor(readonly filter: Omit<z.infer<typeof listAlertsQuery>, 'minPosition'>) {
    super();
  }
}
