import type { DeploymentEvent, DeploymentStatus } from '../../events/deployment.events.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from '../../platform/projections/projection.js';

/** One reported step of a deployment, whether it was in time, late or impossible. */
export interface DeploymentStepRow {
  readonly deployment_id: string;
  readonly position: string;
  readonly from_status: DeploymentStatus | null;
  readonly to_status: DeploymentStatus;
  readonly reason: string | null;
  readonly error: string | null;
  readonly reported_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
}

const deploymentStepsTable: TableSpec<DeploymentStepRow> = {
  name: 'deployment_steps',
  columns: {
    deployment_id: 'text',
    position: 'text',
    from_status: 'text',
    to_status: 'text',
    reason: 'text',
    error: 'text',
    reported_by: 'text',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    flags: 'text[]',
  },
  key: ['deployment_id', 'position'],
  nullable: ['from_status', 'reason', 'error'],
  indexes: ['(deployment_id, occurred_at, position)'],
};

/** The status history of every deployment; it begins with the trigger. */
export const deploymentSteps: InsertOutput<DeploymentStepRow> = {
  kind: 'insert',
  table: deploymentStepsTable,
  rows(recorded) {
    const { type, data } = recorded as unknown as DeploymentEvent;
    const step = type === 'DeploymentStatusChanged' ? data : undefined;
    return [
      {
        deployment_id: data.deploymentId,
        position: recorded.position,
        from_status: step?.from ?? null,
        to_status: step?.to ?? 'pending',
        reason: step?.reason ?? null,
        error: step?.error ?? null,
        reported_by: recorded.meta.actor.name,
        occurred_at: occurredAtOf(recorded),
        recorded_at: recorded.recordedAt,
        flags: data.flags ?? [],
      },
    ];
  },
};
