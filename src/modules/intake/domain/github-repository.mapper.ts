import { present } from '../../../kernel/present.js';
import type { MappedFact } from './mapped-fact.js';
import type { PayloadReader } from './payload.reader.js';

/** The latest commits that are kept of a push. */
const KEPT_COMMITS = 20;

export function mapPush(payload: PayloadReader): readonly MappedFact[] {
  const repository = payload.at('repository', 'full_name').exact(200);
  const ref = payload.at('ref').exact(500);
  const before = payload.at('before').exact(64);
  const after = payload.at('after').exact(64);
  if (!repository || !ref || !before || !after) return [];
  const commits = payload.at('commits').list();
  const data = present({
    repository,
    ref,
    branch: ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) || undefined : undefined,
    before,
    after,
    change: payload.at('deleted').flag() ? 'deleted' : payload.at('created').flag() ? 'created' : 'updated',
    forced: payload.at('forced').flag(),
    commitCount: commits.length,
    pusher: payload.at('pusher', 'name').line(200),
    commits: commits.slice(-KEPT_COMMITS).flatMap((commit) => {
      const sha = commit.at('id').exact(64);
      const title = commit.at('message').prose(2_000)?.split('\n')[0];
      if (!sha) return [];
      const author = commit.at('author', 'username').exact(200) ?? commit.at('author', 'name').line(200);
      const committedAt = commit.at('timestamp').time();
      return [present({ sha, title: lineOf(title) ?? '(no message)', author, committedAt })];
    }),
  });
  // The commits' own times say when they were made, not when they were pushed.
  const occurredAt = payload.at('repository', 'pushed_at').time() ?? payload.at('head_commit', 'timestamp').time();
  return [{ type: 'CommitsPushed', occurredAt, data }];
}

const changes = ['opened', 'closed', 'reopened', 'deleted', 'transferred'] as const;

export function mapIssue(payload: PayloadReader): readonly MappedFact[] {
  const repository = payload.at('repository', 'full_name').exact(200);
  const issue = payload.at('issue');
  const number = issue.at('number').number();
  const action = payload.at('action').exact(50);
  const change = changes.find((known) => known === action);
  if (!repository || !number || !change) return [];
  const openedAt = issue.at('created_at').time();
  const times = {
    opened: openedAt,
    closed: issue.at('closed_at').time() ?? issue.at('updated_at').time(),
    reopened: issue.at('updated_at').time(),
    // The payload shows the issue as it was; when it went away is when we hear of it.
    deleted: undefined,
    transferred: undefined,
  };
  const labels = issue
    .at('labels')
    .list()
    .map((label) => label.at('name').line(200));
  const data = present({
    repository,
    number,
    change,
    reason: issue.at('state_reason').line(200),
    title: issue.at('title').line(500),
    author: issue.at('user', 'login').exact(200),
    labels: labels.filter((label) => label !== undefined).slice(0, 100),
    url: issue.at('html_url').exact(2_000),
    openedAt,
  });
  return [{ type: 'IssueStatusChanged', occurredAt: times[change], data }];
}

function lineOf(text: string | undefined): string | undefined {
  const line = text?.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  if (!line) return undefined;
  return line.length <= 200 ? line : `${line.slice(0, 199).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
