import type { PullRequestEvent } from '../../events/pull-request.events.js';
import { statusHistory } from '../../platform/projections/status-history.js';

/** The status history of every pull request; its opening is the step to `open`. */
export const pullRequestSteps = statusHistory('pull_request_steps', (recorded) => {
  const { type, data } = recorded as unknown as PullRequestEvent;
  switch (type) {
    case 'PullRequestOpened':
      return { ...data, subjectId: data.pullRequestId, to: 'open' };
    case 'PullRequestStatusChanged':
      return { ...data, subjectId: data.pullRequestId };
    default:
      return undefined;
  }
});
