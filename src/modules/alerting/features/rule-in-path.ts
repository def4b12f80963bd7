import { filterText } from '../../../platform/http/filter-query.js';
import { pathParameter } from '../../../platform/http/path-parameter.js';

/** A rule by its id or name, as part of a path. */
export const ruleInPath = pathParameter('idOrName', filterText);

export const ifMatchHeader = {
  name: 'if-match',
  required: false,
  description: 'The ETag that the caller saw last; when the rule has changed since, the answer is 412 STALE_REVISION.',
};
