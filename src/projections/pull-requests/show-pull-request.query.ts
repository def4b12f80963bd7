import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { PullRequestDetail } from './pull-request.response.js';

export const showPullRequestQuery = z.strictObject({ ...minPositionQuery });

/** One pull request with its status history and its reviews. */
export class ShowPullRequest extends Query<PullRequestDetail> {
  constructor(readonly id: string) {
    super();
  }
}
