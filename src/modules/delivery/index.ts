import type { FactKind } from '../../events/fact-kind.js';
import { approvalDecidedKind, approvalRequestedKind } from './domain/approval.facts.js';
import { configurationChangedKind } from './domain/configuration.facts.js';
import { deploymentStatusChangedKind, deploymentTriggeredKind } from './domain/deployment.facts.js';
import { incidentDetectedKind, incidentStatusChangedKind } from './domain/incident.facts.js';
import {
  pullRequestDraftChangedKind,
  pullRequestOpenedKind,
  pullRequestStatusChangedKind,
} from './domain/pull-request.facts.js';
import { checkCompletedKind, commitsPushedKind, issueStatusChangedKind } from './domain/repository.facts.js';
import { reviewDismissedKind, reviewRequestedKind, reviewSubmittedKind } from './domain/review.facts.js';
import { storyCreatedKind, storyStatusChangedKind } from './domain/story.facts.js';

/** What may be reported about the work on its way to production. */
export const deliveryFactKinds: readonly FactKind[] = [
  pullRequestOpenedKind,
  pullRequestStatusChangedKind,
  pullRequestDraftChangedKind,
  reviewRequestedKind,
  reviewSubmittedKind,
  reviewDismissedKind,
  storyCreatedKind,
  storyStatusChangedKind,
  deploymentTriggeredKind,
  deploymentStatusChangedKind,
  incidentDetectedKind,
  incidentStatusChangedKind,
  approvalRequestedKind,
  approvalDecidedKind,
  configurationChangedKind,
  checkCompletedKind,
  commitsPushedKind,
  issueStatusChangedKind,
];

export { DeliveryModule } from './delivery.module.js';
