import type { DeploymentEvent, DeploymentStatus, deploymentStrategies } from '../../events/deployment.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import {
  enter,
  joinFlags,
  later,
  occurredAtOf,
  secondsFromTo,
  type StatusTimes,
  timeOf,
} from '../../kernel/reported-fold.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { deploymentSteps } from './deployment-steps.projector.js';

export interface DeploymentRow {
  readonly id: string;
  /** Null until somebody says. */
  readonly environment: string | null;
  readonly service: string | null;
  readonly version: string | null;
  /** As reported with the trigger. */
  readonly previous_version: string | null;
  readonly rolled_back_to: string | null;
  readonly status: DeploymentStatus;
  /** When the status began, by the report of it; null while only the trigger has been reported. */
  readonly status_since: Date | null;
  readonly status_times: StatusTimes;
  readonly strategy: (typeof deploymentStrategies)[number] | null;
  readonly provider: string | null;
  readonly initiated_by: string | null;
  readonly repository: string | null;
  readonly commit_sha: string | null;
  readonly agent_id: string | null;
  readonly epic_id: string | null;
  readonly url: string | null;
  readonly reason: string | null;
  readonly error: string | null;
  /** The trigger itself has been reported. */
  readonly triggered: boolean;
  /** By the trigger; while it has not been reported, by what a status says of it. */
  readonly triggered_at: Date | null;
  /** When it ended first; a rollback of what had ended does not move it. */
  readonly ended_at: Date | null;
  readonly duration_seconds: number | null;
  readonly updated_at: Date;
  readonly flags: readonly string[];
  readonly demo: boolean;
}

export const deploymentsTable: TableSpec<DeploymentRow> = {
  name: 'deployments',
  columns: {
    id: 'text',
    environment: 'text',
    service: 'text',
    version: 'text',
    previous_version: 'text',
    rolled_back_to: 'text',
    status: 'text',
    status_since: 'timestamptz',
    status_times: 'jsonb',
    strategy: 'text',
    provider: 'text',
    initiated_by: 'text',
    repository: 'text',
    commit_sha: 'text',
    agent_id: 'text',
    epic_id: 'text',
    url: 'text',
    reason: 'text',
    error: 'text',
    triggered: 'boolean',
    triggered_at: 'timestamptz',
    ended_at: 'timestamptz',
    duration_seconds: 'double precision',
    updated_at: 'timestamptz',
    flags: 'text[]',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: [
    'environment',
    'service',
    'version',
    'previous_version',
    'rolled_back_to',
    'status_since',
    'strategy',
    'provider',
    'initiated_by',
    'repository',
    'commit_sha',
    'agent_id',
    'epic_id',
    'url',
    'reason',
    'error',
    'triggered_at',
    'ended_at',
    'duration_seconds',
  ],
  indexes: [
    '(updated_at desc, id desc)',
    `(coalesce(triggered_at, '0001-01-01T00:00:00Z'::timestamptz) desc, id desc)`,
    '(status)',
    '(environment, ended_at desc)',
    '(epic_id)',
  ],
};

function placeholder(id: string, event: RecordedEvent): DeploymentRow {
  return {
    id,
    environment: null,
    service: null,
    version: null,
    previous_version: null,
    rolled_back_to: null,
    status: 'pending',
    status_since: null,
    status_times: {},
    strategy: null,
    provider: null,
    initiated_by: null,
    repository: null,
    commit_sha: null,
    agent_id: null,
    epic_id: null,
    url: null,
    reason: null,
    error: null,
    triggered: false,
    triggered_at: null,
    ended_at: null,
    duration_seconds: null,
    updated_at: occurredAtOf(event),
    flags: [],
    demo: false,
  };
}

/** What the write side says when nobody has named an environment. */
const UNKNOWN_ENVIRONMENT = 'unknown';

function triggered(
  row: DeploymentRow,
  data: Extract<DeploymentEvent, { type: 'DeploymentTriggered' }>['data'],
  at: Date,
): DeploymentRow {
  // The first one tells; a repetition of it tells nothing new.
  if (row.triggered) return row;
  return {
    ...row,
    environment: data.environment === UNKNOWN_ENVIRONMENT ? row.environment : data.environment,
    service: data.service ?? row.service,
    version: data.version ?? row.version,
    previous_version: data.previousVersion ?? null,
    strategy: data.strategy ?? null,
    provider: data.provider ?? null,
    initiated_by: data.initiatedBy ?? null,
    repository: data.repository ?? null,
    commit_sha: data.commitSha ?? null,
    agent_id: data.agentId ?? null,
    epic_id: data.epicId ?? null,
    url: row.url ?? data.url ?? null,
    triggered: true,
    triggered_at: at,
    status_times: enter(row.status_times, 'pending', at),
    updated_at: later(row.updated_at, at),
    flags: joinFlags(row.flags, data.flags),
  };
}

function statusChanged(
  before: DeploymentRow,
  data: Extract<DeploymentEvent, { type: 'DeploymentStatusChanged' }>['data'],
  at: Date,
): DeploymentRow {
  const environment = data.environment === UNKNOWN_ENVIRONMENT ? null : data.environment;
  const row = {
    ...before,
    environment: before.environment ?? environment,
    service: before.service ?? data.service ?? null,
    version: before.version ?? data.version ?? null,
    triggered_at: before.triggered_at ?? timeOf(data.startedAt),
    status_times: enter(before.status_times, data.to, at),
    updated_at: later(before.updated_at, at),
    flags: joinFlags(before.flags, data.flags),
  };
  if (data.flags?.includes('late') && before.status_since !== null) return row;
  return {
    ...row,
    status: data.to,
    status_since: at,
    rolled_back_to: data.to === 'rolled_back' ? (data.rolledBackTo ?? null) : null,
    url: data.url ?? row.url,
    reason: data.reason ?? null,
    // Why it failed is still why after it was rolled back.
    error: data.error ?? (isEnd(data.to) ? row.error : null),
  };
}

const endsOfItself: readonly DeploymentStatus[] = ['succeeded', 'failed', 'cancelled', 'timed_out'];

function isEnd(status: DeploymentStatus): boolean {
  return status === 'rolled_back' || endsOfItself.includes(status);
}

/** When it ended: of what was rolled back, the end before that, when it is known. */
function endOf({ status, status_since: since, status_times: times }: DeploymentRow): Date | null {
  if (!since || !isEnd(status)) return null;
  if (status !== 'rolled_back') return since;
  const before = endsOfItself
    .flatMap((end) => timeOf(times[end]) ?? [])
    .filter((time) => time <= since)
    .sort((one, other) => other.getTime() - one.getTime());
  return before[0] ?? since;
}

function fold(row: DeploymentRow, event: DeploymentEvent, at: Date): DeploymentRow {
  switch (event.type) {
    case 'DeploymentTriggered':
      return triggered(row, event.data, at);
    case 'DeploymentStatusChanged':
      return statusChanged(row, event.data, at);
    default:
      return exhaustive(event);
  }
}

const deployments = reportedSubject<DeploymentRow>({
  table: deploymentsTable,
  idField: 'deploymentId',
  placeholder,
  fold: (row, recorded) => fold(row, recorded as unknown as DeploymentEvent, occurredAtOf(recorded)),
  derived: (row) => {
    const endedAt = endOf(row);
    return { ended_at: endedAt, duration_seconds: secondsFromTo(row.triggered_at, endedAt) };
  },
});

/** What was deployed where, how it went and how long it took; statuses may come before the trigger. */
export const deploymentsProjection: Projection = {
  name: 'deployments',
  version: 1,
  types: ['DeploymentTriggered', 'DeploymentStatusChanged'],
  outputs: [deployments, deploymentSteps],
};
