import { present } from '../../../kernel/present.js';
import type { MappedFact } from './mapped-fact.js';
import type { PayloadReader } from './payload.reader.js';

/** `inactive` is missing: it says that a later deployment took its place, not how this one went. */
const statuses: Readonly<Record<string, string>> = {
  queued: 'pending',
  pending: 'pending',
  waiting: 'pending',
  in_progress: 'in_progress',
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
};

function subjectOf(payload: PayloadReader) {
  const repository = payload.at('repository', 'full_name').exact(150);
  const id = payload.at('deployment', 'id').number();
  const environment = payload.at('deployment', 'environment').line(100);
  if (!repository || !id || !environment) return undefined;
  return { repository, deploymentId: `${repository}/deployments/${id}`, environment };
}

export function mapDeployment(payload: PayloadReader): readonly MappedFact[] {
  const subject = subjectOf(payload);
  if (!subject || payload.at('action').exact(50) !== 'created') return [];
  const deployment = payload.at('deployment');
  const data = present({
    ...subject,
    version: deployment.at('ref').exact(200),
    commitSha: deployment.at('sha').exact(64),
    provider: 'github',
    initiatedBy: deployment.at('creator', 'login').exact(200),
  });
  return [{ type: 'DeploymentTriggered', occurredAt: deployment.at('created_at').time(), data }];
}

export function mapDeploymentStatus(payload: PayloadReader): readonly MappedFact[] {
  const subject = subjectOf(payload);
  const status = payload.at('deployment_status');
  const to = statuses[status.at('state').exact(50) ?? ''];
  if (!subject || !to || payload.at('action').exact(50) !== 'created') return [];
  const { deploymentId, environment } = subject;
  const data = present({
    deploymentId,
    environment,
    version: payload.at('deployment', 'ref').exact(200),
    to,
    reason: status.at('description').prose(2_000),
    url: status.at('target_url').exact(2_000) ?? status.at('log_url').exact(2_000),
    startedAt: payload.at('deployment', 'created_at').time(),
  });
  return [{ type: 'DeploymentStatusChanged', occurredAt: status.at('created_at').time(), data }];
}
