import { createRequire } from 'node:module';

/** A payload of GitHub; what a test changes in it is its times, ids and names. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads of every event
type Payload = any;

export interface GithubDelivery {
  readonly event: string;
  readonly payload: Payload;
}

const require = createRequire(import.meta.url);
const definitions = require('@octokit/webhooks-examples/api.github.com/index.json') as readonly {
  readonly name: string;
  readonly examples: readonly { readonly action?: string }[];
}[];

/** A copy of GitHub's own example of an event, changed in place by `change`. */
function example(event: string, action: string | undefined, change: (payload: Payload) => void): GithubDelivery {
  const examples = definitions.find(({ name }) => name === event)?.examples ?? [];
  const found = examples.find((payload) => payload.action === action);
  if (!found) throw new Error(`no example of ${event} ${action ?? ''}`);
  const payload = structuredClone(found) as Payload;
  change(payload);
  return { event, payload };
}

export interface PullRequestOf {
  readonly number: number;
  readonly openedAt: string;
  readonly draft?: boolean;
  readonly repository?: string;
}

function aboutPullRequest({ number, openedAt, draft, repository }: PullRequestOf, payload: Payload): void {
  payload.number = number;
  payload.pull_request.number = number;
  payload.pull_request.created_at = openedAt;
  payload.pull_request.draft = draft ?? false;
  if (repository) payload.repository.full_name = repository;
}

export const pullRequestOpened = (pull: PullRequestOf) =>
  example('pull_request', 'opened', (payload) => {
    aboutPullRequest(pull, payload);
    payload.pull_request.updated_at = pull.openedAt;
  });

export const pullRequestDraft = (pull: PullRequestOf, action: 'ready_for_review' | 'converted_to_draft', at: string) =>
  example('pull_request', action, (payload) => {
    aboutPullRequest({ ...pull, draft: action === 'converted_to_draft' }, payload);
    payload.pull_request.updated_at = at;
  });

export const reviewRequested = (pull: PullRequestOf, reviewer: string, at: string) =>
  example('pull_request', 'review_requested', (payload) => {
    aboutPullRequest(pull, payload);
    payload.pull_request.updated_at = at;
    payload.requested_reviewer.login = reviewer;
  });

export const pullRequestMerged = (pull: PullRequestOf, at: string, sha: string) =>
  example('pull_request', 'closed', (payload) => {
    aboutPullRequest({ ...pull, draft: false }, payload);
    Object.assign(payload.pull_request, { merged: true, merged_at: at, closed_at: at, updated_at: at });
    payload.pull_request.merge_commit_sha = sha;
    payload.pull_request.merged_by = { login: 'ann' };
  });

export interface ReviewOf {
  readonly id: number;
  readonly reviewer: string;
  readonly state: 'approved' | 'changes_requested' | 'commented';
  readonly at: string;
}

export const reviewSubmitted = (pull: PullRequestOf, { id, reviewer, state, at }: ReviewOf) =>
  example('pull_request_review', 'submitted', (payload) => {
    payload.pull_request.number = pull.number;
    payload.pull_request.created_at = pull.openedAt;
    payload.pull_request.updated_at = at;
    if (pull.repository) payload.repository.full_name = pull.repository;
    Object.assign(payload.review, { id, state, submitted_at: at });
    payload.review.user.login = reviewer;
  });

export const reviewDismissed = (pull: PullRequestOf, id: number, at: string) =>
  example('pull_request_review', 'dismissed', (payload) => {
    payload.pull_request.number = pull.number;
    payload.pull_request.updated_at = at;
    if (pull.repository) payload.repository.full_name = pull.repository;
    payload.review.id = id;
  });

export const pushed = (at: string, commits: readonly (readonly [sha: string, committedAt: string])[]) =>
  example('push', undefined, (payload) => {
    const template = {
      message: 'a change',
      author: { name: 'Ann', email: 'ann@example.com', username: 'ann' },
      distinct: true,
    };
    Object.assign(payload, { ref: 'refs/heads/master', created: false, deleted: false, forced: false });
    payload.after = commits.at(-1)![0];
    payload.before = '1'.repeat(40);
    payload.commits = commits.map(([id, timestamp]) => ({ ...template, id, timestamp }));
    payload.repository.pushed_at = Date.parse(at) / 1_000;
  });

export interface DeploymentOf {
  readonly id: number;
  readonly sha: string;
  readonly createdAt: string;
  readonly environment?: string;
}

function aboutDeployment({ id, sha, createdAt, environment }: DeploymentOf, payload: Payload): void {
  Object.assign(payload.deployment, { id, sha, created_at: createdAt, updated_at: createdAt, ref: 'master' });
  payload.deployment.environment = environment ?? 'production';
}

export const deploymentCreated = (deployment: DeploymentOf) =>
  example('deployment', 'created', (payload) => aboutDeployment(deployment, payload));

export const deploymentStatus = (deployment: DeploymentOf, state: 'in_progress' | 'success' | 'failure', at: string) =>
  example('deployment_status', 'created', (payload) => {
    aboutDeployment(deployment, payload);
    Object.assign(payload.deployment_status, { state, created_at: at, updated_at: at });
    payload.deployment_status.environment = deployment.environment ?? 'production';
  });
