import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AlertRuleAnswer } from './alert-rule.response.js';

export const showAlertRuleQuery = z.strictObject({ ...asOfQuery, ...minPositionQuery });

/** One rule by its id or name, as it is or as it was known at an instant. */
export class ShowAlertRule extends Query<AlertRuleAnswer> {
  constructor(
    readonly reference: string,
    readonly asOf?: string,
  ) {
    super();
  }
}
