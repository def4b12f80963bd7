import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterFlag, filterNames } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';

export const exportAlertRulesQuery = z.strictObject({
  enabled: filterFlag.optional().describe('Only rules that are evaluated, or only others.'),
  group: filterNames.optional(),
  format: z
    .enum(['yaml', 'json'])
    .default('yaml')
    .describe('json: the file as `content` of an object, for programs that take nothing else.'),
  ...minPositionQuery,
});

export interface ExportedAlertRules {
  /** A rule file of Prometheus. */
  readonly content: string;
  readonly rules: number;
}

/** The rules as a file that Prometheus accepts, and that can be imported again. */
export class ExportAlertRules extends Query<ExportedAlertRules> {
  constructor(readonly filter: Pick<z.infer<typeof exportAlertRulesQuery>, 'enabled' | 'group'>) {
    super();
  }
}
