import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { factKinds } from '../../../app/fact-kinds.js';
import { mapGithubDelivery } from './github-delivery.mapper.js';
import { webhookReceivedKind } from './webhook-received.facts.js';

interface Example {
  readonly name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads of every event
  readonly examples: readonly any[];
}

const require = createRequire(import.meta.url);
const servers = ['api.github.com', 'ghes-31', 'ghes-32', 'ghes-33', 'ghes-34', 'ghes-35'];
const definitions = servers.map((server) => ({
  server,
  events: require(`@octokit/webhooks-examples/${server}/index.json`) as readonly Example[],
}));
const kinds = factKinds.with([webhookReceivedKind]);

const examplesOf = (event: string) => definitions[0]!.events.find(({ name }) => name === event)!.examples;
const example = (event: string, action: string) =>
  examplesOf(event).find((payload: { action?: string }) => payload.action === action);

describe.each(definitions)('the example deliveries of $server', ({ events }) => {
  it.each(events)('of $name each become facts that their kinds take', ({ name, examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const payload of examples) {
      const facts = mapGithubDelivery(name, payload);
      expect(facts.length).toBeGreaterThan(0);
      for (const { type, data } of facts) {
        const parsed = kinds.get(type)?.input.safeParse(data);
        expect(parsed?.success, `${name}: ${type} ${JSON.stringify(parsed?.error?.issues)}`).toBe(true);
      }
    }
  });
});

describe('a delivery of GitHub', () => {
  it.each([
    ['pull_request', 'opened', 'PullRequestOpened'],
    ['pull_request', 'closed', 'PullRequestStatusChanged'],
    ['pull_request', 'reopened', 'PullRequestStatusChanged'],
    ['pull_request', 'ready_for_review', 'PullRequestDraftChanged'],
    ['pull_request', 'converted_to_draft', 'PullRequestDraftChanged'],
    ['pull_request', 'review_requested', 'ReviewRequested'],
    ['pull_request', 'labeled', 'WebhookReceived'],
    ['pull_request_review', 'submitted', 'ReviewSubmitted'],
    ['pull_request_review', 'dismissed', 'ReviewDismissed'],
    ['deployment', 'created', 'DeploymentTriggered'],
    ['deployment_status', 'created', 'DeploymentStatusChanged'],
    ['check_suite', 'completed', 'CheckCompleted'],
    ['check_suite', 'requested', 'WebhookReceived'],
    ['check_run', 'completed', 'CheckCompleted'],
    ['check_run', 'created', 'WebhookReceived'],
    ['issues', 'opened', 'IssueStatusChanged'],
    ['issues', 'deleted', 'IssueStatusChanged'],
    ['issues', 'transferred', 'IssueStatusChanged'],
    ['issues', 'reopened', 'IssueStatusChanged'],
    ['issues', 'labeled', 'WebhookReceived'],
    ['workflow_run', 'requested', 'WebhookReceived'],
    ['star', 'created', 'WebhookReceived'],
  ])('%s, %s, is a %s', (event, action, type) => {
    const payload = example(event, action);
    expect(payload, `no example of ${event} ${action}`).toBeDefined();
    expect(mapGithubDelivery(event, payload).map((fact) => fact.type)).toEqual([type]);
  });

  it('tells of a pull request that was opened', () => {
    expect(mapGithubDelivery('pull_request', example('pull_request', 'opened'))).toEqual([
      {
        type: 'PullRequestOpened',
        occurredAt: '2019-05-15T15:20:33.000Z',
        data: {
          pullRequestId: 'Codertocat/Hello-World#2',
          repository: 'Codertocat/Hello-World',
          number: 2,
          title: 'Update the README with new information.',
          author: 'Codertocat',
          branch: 'changes',
          baseBranch: 'master',
          draft: false,
          url: 'https://github.com/Codertocat/Hello-World/pull/2',
        },
      },
    ]);
  });

  it('tells a merged pull request from one that was closed', () => {
    const closed = example('pull_request', 'closed');
    const merged = {
      ...closed,
      pull_request: {
        ...closed.pull_request,
        merged: true,
        merged_at: '2019-05-15T15:21:00Z',
        merged_by: { login: 'Octocat' },
        merge_commit_sha: 'c'.repeat(40),
      },
    };
    const [asClosed] = mapGithubDelivery('pull_request', closed);
    const [asMerged] = mapGithubDelivery('pull_request', merged);
    expect(asClosed).toMatchObject({ type: 'PullRequestStatusChanged', data: { to: 'closed', number: 2 } });
    expect(asMerged).toMatchObject({
      type: 'PullRequestStatusChanged',
      occurredAt: '2019-05-15T15:21:00.000Z',
      data: { to: 'merged', mergedBy: 'Octocat', commitSha: 'c'.repeat(40) },
    });
    expect(mapGithubDelivery('pull_request', example('pull_request', 'reopened'))[0]?.data).toMatchObject({
      to: 'open',
    });
  });

  it('tells of a deployment and how it went by the same id', () => {
    const [triggered] = mapGithubDelivery('deployment', example('deployment', 'created'));
    const [changed] = mapGithubDelivery('deployment_status', example('deployment_status', 'created'));
    expect(triggered?.data).toMatchObject({
      deploymentId: expect.stringMatching(/^Codertocat\/Hello-World\/deployments\/\d+$/),
      environment: 'production',
      version: 'master',
      provider: 'github',
      initiatedBy: 'Codertocat',
    });
    expect(changed?.data).toMatchObject({
      deploymentId: expect.stringMatching(/^Codertocat\/Hello-World\/deployments\/\d+$/),
      environment: 'production',
      to: 'succeeded',
    });
  });

  it('tells of a workflow run once it has a conclusion', () => {
    const completed = examplesOf('workflow_run').filter(({ action }) => action === 'completed');
    const facts = completed.map((payload) => mapGithubDelivery('workflow_run', payload)[0]);
    expect(facts.map((fact) => fact?.type)).toEqual(['WebhookReceived', 'CheckCompleted', 'CheckCompleted']);
    expect(facts[1]?.data).toMatchObject({
      repository: 'octo-org/octo-repo',
      checkId: '289782451',
      kind: 'workflow_run',
      conclusion: 'success',
    });
  });

  it('tells of an issue that was closed', () => {
    const opened = example('issues', 'opened');
    const closed = { ...opened, action: 'closed', issue: { ...opened.issue, closed_at: '2019-05-16T10:00:00Z' } };
    expect(mapGithubDelivery('issues', closed)).toMatchObject([
      {
        type: 'IssueStatusChanged',
        occurredAt: '2019-05-16T10:00:00.000Z',
        data: { repository: 'Codertocat/Hello-World', number: 1, change: 'closed' },
      },
    ]);
  });

  it('tells of a review with its verdict', () => {
    expect(mapGithubDelivery('pull_request_review', example('pull_request_review', 'submitted'))).toMatchObject([
      {
        type: 'ReviewSubmitted',
        data: { pullRequestId: 'Codertocat/Hello-World#2', reviewer: 'Codertocat', verdict: 'needs_discussion' },
      },
    ]);
  });

  it('tells of every push with what it did to the ref', () => {
    for (const payload of examplesOf('push')) {
      const [fact] = mapGithubDelivery('push', payload);
      expect(fact).toMatchObject({
        type: 'CommitsPushed',
        data: {
          repository: payload.repository.full_name,
          ref: payload.ref,
          before: payload.before,
          after: payload.after,
          change: payload.deleted ? 'deleted' : payload.created ? 'created' : 'updated',
          commitCount: payload.commits.length,
        },
      });
    }
  });

  it('is kept with its payload, but without secrets, when it stands for nothing else', () => {
    const payload = { action: 'done', sender: { login: 'ann' }, config: { secret: 'hunter2-hunter2' } };
    const [fact] = mapGithubDelivery('brand_new_event', payload);
    expect(fact).toMatchObject({ type: 'WebhookReceived', occurredAt: undefined });
    expect(fact?.data).toMatchObject({ provider: 'github', event: 'brand_new_event', action: 'done', sender: 'ann' });
    expect(JSON.stringify(fact)).not.toContain('hunter2');
  });

  it.each([undefined, null, 3, 'text', [], {}, { action: 3 }, { action: 'opened', pull_request: null }])(
    'never fails, whatever the payload (%j)',
    (payload) => {
      for (const event of ['pull_request', 'push', 'check_run', 'deployment_status', 'constructor', '']) {
        expect(mapGithubDelivery(event, payload).map(({ type }) => type)).toEqual(['WebhookReceived']);
      }
    },
  );
});
