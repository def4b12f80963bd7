import type { RepositoryEvent } from '../../events/repository.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { occurredAtOf, timeOf } from '../../kernel/reported-fold.js';
import type { FoldOutput } from '../../platform/projections/projection.js';

/** A commit on a branch: when it was made, and when it came there. */
interface PushedCommitRow {
  readonly repository: string;
  readonly branch: string;
  readonly sha: string;
  readonly demo: boolean;
  /** By itself; null where the push does not say. */
  readonly committed_at: Date | null;
  readonly pushed_at: Date;
  /** Its place among the commits of its push. */
  readonly place: number;
}

interface Pushed {
  readonly repository: string;
  readonly branch: string;
  readonly commits: readonly { readonly sha: string; readonly committedAt?: string | undefined }[];
}

/**
 * The commits that came to a branch. Of a push that lists none, the one that the branch went to; but a branch that was
 * made anew brings no commit by that.
 */
function pushOf(recorded: RecordedEvent): Pushed | undefined {
  if (recorded.type !== 'CommitsPushed') return undefined;
  const { data } = recorded as unknown as Extract<RepositoryEvent, { type: 'CommitsPushed' }>;
  const { repository, branch, change, after, commits = [] } = data;
  if (branch === undefined || change === 'deleted') return undefined;
  if (commits.length > 0) return { repository, branch, commits };
  return change === 'updated' ? { repository, branch, commits: [{ sha: after }] } : undefined;
}

/** Commits by branch: between two deployments lie the commits that the later one brought. */
export const pushedCommits: FoldOutput<PushedCommitRow> = {
  kind: 'fold',
  table: {
    name: 'pushed_commits',
    columns: {
      repository: 'text',
      branch: 'text',
      sha: 'text',
      demo: 'boolean',
      committed_at: 'timestamptz',
      pushed_at: 'timestamptz',
      place: 'integer',
    },
    key: ['repository', 'branch', 'sha'],
    nullable: ['committed_at'],
    indexes: ['(repository, sha)', '(repository, branch, pushed_at, place)'],
  },
  keys(event) {
    const push = pushOf(event);
    if (!push) return [];
    return [...new Set(push.commits.map(({ sha }) => sha))].map((sha) => [push.repository, push.branch, sha]);
  },
  apply(row, event, [repository, branch, sha]) {
    const push = pushOf(event);
    if (!push) return row;
    const place = push.commits.findIndex((commit) => commit.sha === sha);
    const committed = timeOf(push.commits[place]?.committedAt);
    const pushed = occurredAtOf(event);
    const demo = event.meta.demo === true || (row?.demo ?? false);
    // It came when it came first; a push that is told again, or forced, changes nothing of that.
    const isFirst =
      !row || pushed < row.pushed_at || (pushed.getTime() === row.pushed_at.getTime() && place < row.place);
    return {
      repository: String(repository),
      branch: String(branch),
      sha: String(sha),
      demo,
      committed_at: row?.committed_at ?? committed,
      pushed_at: isFirst ? pushed : row.pushed_at,
      place: isFirst ? place : row.place,
    };
  },
};
