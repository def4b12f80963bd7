import { filterText } from '../../platform/http/filter-query.js';
import { pathParameter } from '../../platform/http/path-parameter.js';

/** A channel as a path names it. */
export const channelInPath = pathParameter('idOrName', filterText);
