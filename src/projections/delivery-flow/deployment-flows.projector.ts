import {
  type DeploymentEvent,
  deploymentEvents,
  type DeploymentStatus,
  deploymentStatuses,
} from '../../events/deployment.events.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { following } from './following.js';
import { earliest, firstOf, type ToldStep, withStep } from './told-steps.js';

const ends = [
  'succeeded',
  'failed',
  'timed_out',
  'rolled_back',
  'cancelled',
] as const satisfies readonly DeploymentStatus[];

/** How a deployment went: what was told of it, kept so that the order does not matter, and what it comes to. */
interface DeploymentFlowRow {
  readonly deployment_id: string;
  readonly demo: boolean;
  /** Null until somebody says. */
  readonly environment: string | null;
  readonly service: string | null;
  readonly repository: string | null;
  readonly commit_sha: string | null;
  readonly steps: readonly ToldStep<DeploymentStatus>[];

  /** What follows from it: how it ended last; null while it has not. */
  readonly outcome: (typeof ends)[number] | null;
  /** When it succeeded first. */
  readonly succeeded_at: Date | null;
  readonly rolled_back_at: Date | null;
  /** When it was first known how it went; being cancelled tells nothing. */
  readonly ended_at: Date | null;
  /** From when on it did harm, if it failed: since it failed, or was live. */
  readonly harmful_from: Date | null;
}

const deploymentFlowsTable: TableSpec<DeploymentFlowRow> = {
  name: 'deployment_flows',
  columns: {
    deployment_id: 'text',
    demo: 'boolean',
    environment: 'text',
    service: 'text',
    repository: 'text',
    commit_sha: 'text',
    steps: 'jsonb',
    outcome: 'text',
    succeeded_at: 'timestamptz',
    rolled_back_at: 'timestamptz',
    ended_at: 'timestamptz',
    harmful_from: 'timestamptz',
  },
  key: ['deployment_id'],
  nullable: [
    'environment',
    'service',
    'repository',
    'commit_sha',
    'outcome',
    'succeeded_at',
    'rolled_back_at',
    'ended_at',
    'harmful_from',
  ],
  indexes: ['(ended_at)', '(environment, succeeded_at)', '(repository, commit_sha)'],
};

function placeholder(deploymentId: string): DeploymentFlowRow {
  return {
    deployment_id: deploymentId,
    demo: false,
    environment: null,
    service: null,
    repository: null,
    commit_sha: null,
    steps: [],
    outcome: null,
    succeeded_at: null,
    rolled_back_at: null,
    ended_at: null,
    harmful_from: null,
  };
}

function fold(row: DeploymentFlowRow, event: DeploymentEvent, at: Date): DeploymentFlowRow {
  const { environment, service } = event.data;
  const known = environment === 'unknown' ? null : environment;
  if (event.type === 'DeploymentStatusChanged') {
    return {
      ...row,
      environment: row.environment ?? known,
      service: row.service ?? service ?? null,
      steps: withStep(row.steps, [at.getTime(), event.data.to], deploymentStatuses),
    };
  }
  // The trigger's word on what it is goes before that of a status.
  return {
    ...row,
    environment: known ?? row.environment,
    service: service ?? row.service,
    repository: event.data.repository ?? row.repository,
    commit_sha: event.data.commitSha ?? row.commit_sha,
  };
}

function derived({ steps }: DeploymentFlowRow) {
  const ended = steps.flatMap(([, status]) => ends.filter((end) => end === status));
  const succeeded = firstOf(steps, 'succeeded');
  const failed = firstOf(steps, 'failed', 'timed_out');
  const rolledBack = firstOf(steps, 'rolled_back');
  return {
    // What was taken back stays so, whatever is said of it afterwards.
    outcome: rolledBack ? ('rolled_back' as const) : (ended.at(-1) ?? null),
    succeeded_at: succeeded,
    rolled_back_at: rolledBack,
    ended_at: earliest(earliest(succeeded, failed), rolledBack),
    harmful_from: failed ?? succeeded,
  };
}

export const deploymentFlows: FoldOutput<DeploymentFlowRow> = following(
  deploymentEvents.map(({ type }) => type),
  reportedSubject<DeploymentFlowRow>({
    table: deploymentFlowsTable,
    idField: 'deploymentId',
    placeholder,
    fold: (row, recorded) => fold(row, recorded as unknown as DeploymentEvent, occurredAtOf(recorded)),
    derived,
  }),
);
