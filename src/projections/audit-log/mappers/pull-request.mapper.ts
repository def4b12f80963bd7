import type { PullRequestEvent, PullRequestStatus } from '../../../events/pull-request.events.js';
import type { AuditAction, AuditMappings } from '../audit-mapping.js';

const telling: Partial<Record<PullRequestStatus, AuditAction>> = {
  merged: 'pull_request.merged',
  closed: 'pull_request.closed',
  failed: 'pull_request.failed',
};
const over: readonly (PullRequestStatus | undefined)[] = ['merged', 'closed', 'failed'];

function actionOf(from: PullRequestStatus | undefined, to: PullRequestStatus): AuditAction {
  if (to === 'open' && over.includes(from)) return 'pull_request.reopened';
  return telling[to] ?? 'pull_request.status_changed';
}

const resourceOf = ({ pullRequestId }: { readonly pullRequestId: string }) => `pull_request:${pullRequestId}`;

export const pullRequestMappings: AuditMappings<PullRequestEvent> = {
  PullRequestOpened: {
    actions: ['pull_request.opened'],
    entry: (data) => ({ action: 'pull_request.opened', resource: resourceOf(data) }),
  },
  PullRequestStatusChanged: {
    actions: [
      'pull_request.status_changed',
      'pull_request.merged',
      'pull_request.closed',
      'pull_request.failed',
      'pull_request.reopened',
    ],
    entry: (data) => ({
      action: actionOf(data.from, data.to),
      resource: resourceOf(data),
      outcome: data.to === 'failed' ? 'failure' : 'success',
    }),
  },
  PullRequestDraftChanged: {
    actions: ['pull_request.made_draft', 'pull_request.made_ready'],
    entry: (data) => ({
      action: data.draft ? 'pull_request.made_draft' : 'pull_request.made_ready',
      resource: resourceOf(data),
    }),
  },
  ReviewRequested: {
    actions: ['review.requested'],
    entry: (data) => ({ action: 'review.requested', resource: resourceOf(data) }),
  },
  ReviewSubmitted: {
    actions: ['review.submitted'],
    entry: (data) => ({ action: 'review.submitted', resource: resourceOf(data) }),
  },
  ReviewDismissed: {
    actions: ['review.dismissed'],
    entry: (data) => ({ action: 'review.dismissed', resource: resourceOf(data) }),
  },
};
