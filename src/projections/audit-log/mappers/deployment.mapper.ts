import type { DeploymentEvent, DeploymentStatus } from '../../../events/deployment.events.js';
import type { AuditAction, AuditMappings } from '../audit-mapping.js';

/** Statuses that an auditor asks for by name; the others are steps on the way. */
const telling: Partial<Record<DeploymentStatus, AuditAction>> = {
  succeeded: 'deployment.succeeded',
  failed: 'deployment.failed',
  rolled_back: 'deployment.rolled_back',
  cancelled: 'deployment.cancelled',
  timed_out: 'deployment.timed_out',
};
const failures: readonly DeploymentStatus[] = ['failed', 'timed_out'];

/** A deployment is done to an environment; which deployment it was stands in the details. */
const resourceOf = ({ environment }: { readonly environment: string }) => `environment:${environment}`;

export const deploymentMappings: AuditMappings<DeploymentEvent> = {
  DeploymentTriggered: {
    actions: ['deployment.triggered'],
    entry: (data) => ({ action: 'deployment.triggered', resource: resourceOf(data) }),
  },
  DeploymentStatusChanged: {
    actions: [
      'deployment.status_changed',
      'deployment.succeeded',
      'deployment.failed',
      'deployment.rolled_back',
      'deployment.cancelled',
      'deployment.timed_out',
    ],
    entry: (data) => ({
      action: telling[data.to] ?? 'deployment.status_changed',
      resource: resourceOf(data),
      outcome: failures.includes(data.to) ? 'failure' : 'success',
    }),
  },
};
