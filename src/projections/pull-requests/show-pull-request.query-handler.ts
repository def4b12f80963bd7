import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { readStatusHistory } from '../../platform/projections/status-history.js';
import type { PullRequestReviewRow } from './pull-request-reviews.projector.js';
import { presentPullRequest, presentReview, type PullRequestDetail } from './pull-request.response.js';
import type { PullRequestRow } from './pull-requests.projector.js';
import { ShowPullRequest } from './show-pull-request.query.js';

const MAX_REVIEWS = 500;

@QueryHandler(ShowPullRequest)
export class ShowPullRequestHandler implements IQueryHandler<ShowPullRequest> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowPullRequest): Promise<PullRequestDetail> {
    const [row]: PullRequestRow[] = await this.dataSource.query('select * from pull_requests where id = $1', [id]);
    if (!row) throw new DomainError('PULL_REQUEST_UNKNOWN', `there is no pull request ${id}`, { fault: 'not_found' });
    const reviews: PullRequestReviewRow[] = await this.dataSource.query(
      `select * from pull_request_reviews where pull_request_id = $1
       order by coalesce(submitted_at, dismissed_at) desc, review_key desc limit ${MAX_REVIEWS}`,
      [id],
    );
    return {
      ...presentPullRequest(row),
      statusHistory: await readStatusHistory(this.dataSource, 'pull_request_steps', id),
      reviews: reviews.reverse().map(presentReview),
    };
  }
}
