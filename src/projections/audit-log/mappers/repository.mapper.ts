import type { CheckConclusion, RepositoryEvent } from '../../../events/repository.events.js';
import type { WebhookEvent } from '../../../events/webhook.events.js';
import type { AuditMappings } from '../audit-mapping.js';

const failures: readonly CheckConclusion[] = ['failure', 'timed_out', 'startup_failure'];

export const repositoryMappings: AuditMappings<RepositoryEvent | WebhookEvent> = {
  CheckCompleted: {
    actions: ['check.completed'],
    entry: ({ repository, conclusion }) => ({
      action: 'check.completed',
      resource: `repository:${repository}`,
      outcome: failures.includes(conclusion) ? 'failure' : 'success',
    }),
  },
  CommitsPushed: {
    actions: ['repository.pushed'],
    entry: ({ repository }) => ({ action: 'repository.pushed', resource: `repository:${repository}` }),
  },
  IssueStatusChanged: {
    actions: ['issue.opened', 'issue.closed', 'issue.reopened', 'issue.deleted', 'issue.transferred'],
    entry: ({ repository, number, change }) => ({
      action: `issue.${change}`,
      resource: `issue:${repository}#${number}`,
    }),
  },
  WebhookReceived: {
    actions: ['webhook.received'],
    entry: ({ provider, repository }) => ({
      action: 'webhook.received',
      resource: repository === undefined ? `webhook:${provider}` : `repository:${repository}`,
    }),
    // The delivery itself stays in the log, found by the event's id.
    withheld: ['payload', 'excerpt'],
  },
};
