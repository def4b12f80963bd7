import type { ApprovalEvent } from '../../events/approval.events.js';
import type { ConfigurationEvent } from '../../events/configuration.events.js';
import type { DeploymentEvent } from '../../events/deployment.events.js';
import type { IncidentEvent, IncidentStatus } from '../../events/incident.events.js';
import type { PullRequestEvent, PullRequestStatus } from '../../events/pull-request.events.js';
import type { RepositoryEvent } from '../../events/repository.events.js';
import type { StoryEvent } from '../../events/story.events.js';
import type { WebhookEvent } from '../../events/webhook.events.js';
import { metricFamilies as m } from './metric-families.js';
import { add, begin, type ChangesOf, move, observed } from './series-change.js';

type Delivery =
  | DeploymentEvent
  | Exclude<PullRequestEvent, { type: 'PullRequestDraftChanged' | 'ReviewRequested' }>
  | StoryEvent
  | IncidentEvent
  | ApprovalEvent
  | ConfigurationEvent
  | Extract<RepositoryEvent, { type: 'CheckCompleted' }>
  | WebhookEvent;

/** A late report says what was, not what is: it moves no gauge. */
const isLate = (flags: readonly string[] | undefined) => flags?.includes('late') ?? false;

/** What deployments, pull requests, stories, incidents, approvals, configuration, checks and webhooks do to the series. */
export const deliveryChanges: ChangesOf<Delivery> = {
  DeploymentTriggered: ({ environment }) => [
    add(m.deployments, [environment, 'pending']),
    ...(['succeeded', 'failed', 'timed_out'] as const).map((end) => begin(m.deployments, [environment, end])),
    begin(m.errors, ['deployment']),
  ],

  DeploymentStatusChanged: ({ environment, to, durationSeconds }) => [
    add(m.deployments, [environment, to]),
    ...observed(m.deploymentDuration, [environment, to], durationSeconds),
    ...(to === 'failed' || to === 'timed_out' ? [add(m.errors, ['deployment'])] : []),
  ],

  PullRequestOpened: ({ from, flags }) => [
    add(m.pullRequests, ['open']),
    begin(m.errors, ['pull_request']),
    ...(isLate(flags) ? [] : move(m.openPullRequests, from && [from], ['open'])),
  ],

  PullRequestStatusChanged: ({ from, to, cycleSeconds, flags }) => [
    add(m.pullRequests, [to]),
    ...(isLate(flags) ? [] : move(m.openPullRequests, openPullRequest(from), openPullRequest(to))),
    ...observed(m.pullRequestCycle, [], cycleSeconds),
    ...(to === 'failed' ? [add(m.errors, ['pull_request'])] : []),
  ],

  ReviewSubmitted: ({ verdict, reviewerType, turnaroundSeconds }) => [
    add(m.reviews, [verdict]),
    ...observed(m.reviewTurnaround, [reviewerType ?? 'unknown'], turnaroundSeconds),
  ],

  ReviewDismissed: () => [add(m.dismissedReviews, [])],

  // Late: it was counted by its status already.
  StoryCreated: ({ flags }) => (isLate(flags) ? [] : [add(m.stories, ['pending'])]),

  StoryStatusChanged: ({ from, to, durationSeconds, flags }) => [
    ...(isLate(flags) ? [] : move(m.stories, from && [from], [to])),
    ...(to === 'completed' ? [add(m.storyCompletions, [])] : []),
    ...observed(m.storyDuration, [], durationSeconds),
  ],

  IncidentDetected: ({ severity, flags }) => [
    add(m.incidents, [severity]),
    ...(isLate(flags) ? [] : [add(m.openIncidents, ['detected'])]),
  ],

  IncidentStatusChanged: ({ severity, from, to, recoverySeconds, flags }) => [
    ...(isLate(flags) ? [] : move(m.openIncidents, openIncident(from), openIncident(to))),
    ...observed(m.incidentRecovery, [severity ?? 'unknown'], recoverySeconds),
  ],

  ApprovalRequested: () => [add(m.approvalRequests, [])],

  // Without effect when it was by somebody who may not decide it.
  ApprovalDecided: ({ decision, status, waitSeconds, flags }) =>
    flags?.includes('not_an_approver')
      ? []
      : [add(m.approvalDecisions, [decision]), ...observed(m.approvalWait, [status], waitSeconds)],

  ConfigurationChanged: ({ change }) => [add(m.configurationChanges, [change])],

  CheckCompleted: ({ kind, conclusion, durationSeconds }) => [
    add(m.checks, [kind, conclusion]),
    ...observed(m.checkDuration, [kind], durationSeconds),
  ],

  WebhookReceived: ({ event }) => [add(m.unmappedDeliveries, [event])],
};

const endedPullRequest: readonly PullRequestStatus[] = ['merged', 'closed', 'failed'];

function openPullRequest(status: PullRequestStatus | undefined): readonly [string] | undefined {
  return status === undefined || endedPullRequest.includes(status) ? undefined : [status];
}

const endedIncident: readonly IncidentStatus[] = ['resolved', 'post_mortem'];

function openIncident(status: IncidentStatus | undefined): readonly [string] | undefined {
  return status === undefined || endedIncident.includes(status) ? undefined : [status];
}
