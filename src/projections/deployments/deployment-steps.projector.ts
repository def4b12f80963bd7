import type { DeploymentEvent } from '../../events/deployment.events.js';
import { statusHistory } from '../../platform/projections/status-history.js';

/** The status history of every deployment; its trigger is the step to `pending`. */
export const deploymentSteps = statusHistory('deployment_steps', (recorded) => {
  const { type, data } = recorded as unknown as DeploymentEvent;
  const subjectId = data.deploymentId;
  return type === 'DeploymentStatusChanged' ? { ...data, subjectId } : { subjectId, to: 'pending', flags: data.flags };
});
