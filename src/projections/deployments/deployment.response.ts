import { z } from 'zod';
import { deploymentStatuses, deploymentStrategies } from '../../events/deployment.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { statusStep } from '../../platform/projections/status-history.js';
import type { DeploymentRow } from './deployments.projector.js';

const time = z.string().nullable();
const text = z.string().nullable();

export const deploymentResponse = z.object({
  id: z.string(),
  environment: text.describe('Null until somebody says.'),
  service: text,
  version: text,
  previousVersion: text.describe(
    'As reported; else the version that the deployment before it left in the same environment and service.',
  ),
  rolledBackTo: text.describe('The version that runs after the rollback.'),
  status: z.enum(deploymentStatuses),
  statusTimes: z.record(z.string(), z.string()).describe('When it came to each status first.'),
  strategy: z.enum(deploymentStrategies).nullable(),
  provider: text,
  initiatedBy: text,
  repository: text,
  commitSha: text,
  agentId: text,
  epicId: text,
  url: text,
  reason: text.describe('Of the present status.'),
  error: text,
  triggeredAt: time,
  endedAt: time.describe(
    'When it succeeded, failed, was cancelled or timed out; a rollback after that does not move it.',
  ),
  durationSeconds: z.number().nullable().describe('From trigger to end; null while either is not known.'),
  updatedAt: z.string().describe('Latest of its steps.'),
  flags: z.array(z.string()).describe('What was unusual about its reports.'),
  demo: z.boolean().describe('Simulated.'),
});
export type DeploymentAnswer = z.infer<typeof deploymentResponse>;
export const deploymentsResponse = pagedSchema(deploymentResponse);

export const deploymentDetailResponse = deploymentResponse.extend({
  statusHistory: z
    .array(statusStep(deploymentStatuses))
    .describe('Its reported steps by the time of their occurrence, the trigger as `pending`; at most the last 500.'),
});
export type DeploymentDetail = z.infer<typeof deploymentDetailResponse>;

/** A row with what the deployment before it left. */
export type ListedDeployment = DeploymentRow & { readonly version_before: string | null };

/**
 * Select list over `deployments d`. What ran before is what the last deployment of the same place left that ended
 * before this one began: its version, or what it was rolled back to.
 */
export const deploymentColumns = `d.*, (
  select case b.status when 'succeeded' then b.version else b.rolled_back_to end
  from deployments b
  where d.previous_version is null and b.environment = d.environment and b.service is not distinct from d.service
    and b.status in ('succeeded', 'rolled_back') and b.ended_at <= d.triggered_at and b.id <> d.id
  order by b.ended_at desc, b.id desc limit 1
) as version_before`;

export function presentDeployment(row: ListedDeployment): DeploymentAnswer {
  return {
    id: row.id,
    environment: row.environment,
    service: row.service,
    version: row.version,
    previousVersion: row.previous_version ?? row.version_before,
    rolledBackTo: row.rolled_back_to,
    status: row.status,
    statusTimes: row.status_times,
    strategy: row.strategy,
    provider: row.provider,
    initiatedBy: row.initiated_by,
    repository: row.repository,
    commitSha: row.commit_sha,
    agentId: row.agent_id,
    epicId: row.epic_id,
    url: row.url,
    reason: row.reason,
    error: row.error,
    triggeredAt: row.triggered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    durationSeconds: row.duration_seconds,
    updatedAt: row.updated_at.toISOString(),
    flags: [...row.flags],
    demo: row.demo,
  };
}
