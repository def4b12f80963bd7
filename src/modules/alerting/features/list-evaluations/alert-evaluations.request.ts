import { z } from 'zod';
import { asOfQuery } from '../../../../platform/http/filter-query.js';
import { pagingQuery } from '../../../../platform/http/paging.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';

export const alertEvaluationsQuery = z.strictObject({ ...asOfQuery, ...pagingQuery, ...minPositionQuery });
