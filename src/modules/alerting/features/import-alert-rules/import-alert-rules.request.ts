import { z } from 'zod';
import { filterFlag } from '../../../../platform/http/filter-query.js';

const content = z.string().max(1_000_000, 'must have at most 1000000 characters');

/** The file itself as YAML, or in JSON. */
export const importAlertRulesRequest = z.union([
  content,
  z.strictObject({
    content: content.describe('The file: YAML with `rules:`, or with `groups:` as Prometheus has them.'),
  }),
]);
export type ImportAlertRulesRequest = z.infer<typeof importAlertRulesRequest>;

export const importAlertRulesQuery = z.strictObject({
  replace: filterFlag.optional().describe('true: a rule takes the place of the one that has its name.'),
});
