import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { alertRuleKinds, alertSeverities } from '../../kernel/alert-vocabulary.js';
import {
  asOfQuery,
  filterFlag,
  filterNames,
  filterOneOf,
  filterText,
  timeOrderQuery,
} from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AlertRuleAnswer } from './alert-rule.response.js';

export const listAlertRulesQuery = z.strictObject({
  name: filterNames.optional(),
  kind: filterOneOf(alertRuleKinds).optional(),
  severity: filterOneOf(alertSeverities).optional(),
  channel: filterText.optional().describe('Only rules that notify this channel.'),
  group: filterNames.optional(),
  enabled: filterFlag.optional(),
  text: filterText.optional().describe('Part of the name or condition.'),
  ...timeOrderQuery(['createdAt', 'updatedAt']),
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** Alert rules, filtered, as they are or as they were known at an instant. */
export class ListAlertRules extends Query<Paged<AlertRuleAnswer>> {
  constructor(readonly filter: z.infer<typeof listAlertRulesQuery>) {
    super();
  }
}
