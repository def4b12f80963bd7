import { present } from '../../../kernel/present.js';
import type { MappedFact } from './mapped-fact.js';
import type { PayloadReader } from './payload.reader.js';

/** Which pull request a payload is about: `owner/repo#number`. */
function subjectOf(payload: PayloadReader) {
  const repository = payload.at('repository', 'full_name').exact(150);
  const number = payload.at('pull_request', 'number').number();
  return repository && number ? { pullRequestId: `${repository}#${number}`, repository, number } : undefined;
}

export function mapPullRequest(payload: PayloadReader): readonly MappedFact[] {
  const subject = subjectOf(payload);
  if (!subject) return [];
  const pull = payload.at('pull_request');
  const openedAt = pull.at('created_at').time();
  const changedAt = pull.at('updated_at').time();
  const status = (to: string, occurredAt: string | undefined, more: object = {}): MappedFact => ({
    type: 'PullRequestStatusChanged',
    occurredAt,
    data: present({ ...subject, to, openedAt, ...more }),
  });
  switch (payload.at('action').exact(50)) {
    case 'opened':
      return [
        {
          type: 'PullRequestOpened',
          occurredAt: openedAt,
          data: present({
            ...subject,
            title: pull.at('title').line(500),
            author: pull.at('user', 'login').exact(200),
            branch: pull.at('head', 'ref').exact(300),
            baseBranch: pull.at('base', 'ref').exact(300),
            draft: pull.at('draft').flag(),
            url: pull.at('html_url').exact(2_000),
          }),
        },
      ];
    case 'closed': {
      const mergedAt = pull.at('merged_at').time();
      if (pull.at('merged').flag() !== true && mergedAt === undefined) {
        return [status('closed', pull.at('closed_at').time() ?? changedAt)];
      }
      const by = {
        mergedBy: pull.at('merged_by', 'login').exact(200),
        commitSha: pull.at('merge_commit_sha').exact(64),
      };
      return [status('merged', mergedAt ?? changedAt, by)];
    }
    case 'reopened':
      return [status('open', changedAt)];
    case 'ready_for_review':
      return [{ type: 'PullRequestDraftChanged', occurredAt: changedAt, data: { ...subject, draft: false } }];
    case 'converted_to_draft':
      return [{ type: 'PullRequestDraftChanged', occurredAt: changedAt, data: { ...subject, draft: true } }];
    case 'review_requested': {
      const reviewer =
        payload.at('requested_reviewer', 'login').exact(200) ?? payload.at('requested_team', 'slug').exact(200);
      return [{ type: 'ReviewRequested', occurredAt: changedAt, data: present({ ...subject, reviewer }) }];
    }
    default:
      return [];
  }
}

/** GitHub's words for a verdict; a comment without one still asks to be talked about. */
const verdicts: Readonly<Record<string, string>> = {
  approved: 'approved',
  changes_requested: 'changes_requested',
  commented: 'needs_discussion',
  pending: 'pending',
};

export function mapReview(payload: PayloadReader): readonly MappedFact[] {
  const subject = subjectOf(payload);
  const review = payload.at('review');
  const id = review.at('id').number();
  const login = review.at('user', 'login').exact(200);
  if (!subject || !id) return [];
  const reviewId = String(id);
  switch (payload.at('action').exact(50)) {
    case 'submitted': {
      const verdict = verdicts[review.at('state').exact(50)?.toLowerCase() ?? ''];
      if (!verdict) return [];
      const data = present({
        ...subject,
        reviewId,
        reviewer: login ?? 'unknown',
        reviewerType: reviewerType(login, review.at('user', 'type').exact(50)),
        verdict,
        comment: review.at('body').prose(10_000),
        url: review.at('html_url').exact(2_000),
        openedAt: payload.at('pull_request', 'created_at').time(),
      });
      return [{ type: 'ReviewSubmitted', occurredAt: review.at('submitted_at').time(), data }];
    }
    case 'dismissed': {
      const data = present({
        ...subject,
        reviewId,
        reviewer: login,
        dismissedBy: payload.at('sender', 'login').exact(200),
      });
      return [{ type: 'ReviewDismissed', occurredAt: payload.at('pull_request', 'updated_at').time(), data }];
    }
    default:
      return [];
  }
}

function reviewerType(login: string | undefined, type: string | undefined): string | undefined {
  if (login?.toLowerCase().startsWith('copilot')) return 'copilot';
  return type === 'Bot' ? 'automated' : type === 'User' ? 'human' : undefined;
}
