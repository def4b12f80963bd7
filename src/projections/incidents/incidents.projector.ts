import type { IncidentEvent, IncidentSeverity, IncidentStatus } from '../../events/incident.events.js';
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
import { incidentSteps } from './incident-steps.projector.js';

export interface IncidentRow {
  readonly id: string;
  /** Null until somebody says. */
  readonly severity: IncidentSeverity | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly deployment_id: string | null;
  readonly status: IncidentStatus;
  /** When the status began, by the report of it; null while only the detection has been reported. */
  readonly status_since: Date | null;
  readonly status_times: StatusTimes;
  readonly reason: string | null;
  readonly root_cause: string | null;
  /** The time that the root cause was told of. */
  readonly root_cause_at: Date | null;
  /** The detection itself has been reported. */
  readonly detected: boolean;
  /** By the detection; while it has not been reported, by what a status says of it. */
  readonly detected_at: Date | null;
  /** The latest of its resolutions, also while it is back. */
  readonly last_resolved_at: Date | null;
  readonly resolved_at: Date | null;
  readonly seconds_to_resolve: number | null;
  readonly updated_at: Date;
  readonly flags: readonly string[];
  readonly demo: boolean;
}

const incidentsTable: TableSpec<IncidentRow> = {
  name: 'incidents',
  columns: {
    id: 'text',
    severity: 'text',
    title: 'text',
    description: 'text',
    service: 'text',
    environment: 'text',
    deployment_id: 'text',
    status: 'text',
    status_since: 'timestamptz',
    status_times: 'jsonb',
    reason: 'text',
    root_cause: 'text',
    root_cause_at: 'timestamptz',
    detected: 'boolean',
    detected_at: 'timestamptz',
    last_resolved_at: 'timestamptz',
    resolved_at: 'timestamptz',
    seconds_to_resolve: 'double precision',
    updated_at: 'timestamptz',
    flags: 'text[]',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: [
    'severity',
    'title',
    'description',
    'service',
    'environment',
    'deployment_id',
    'status_since',
    'reason',
    'root_cause',
    'root_cause_at',
    'detected_at',
    'last_resolved_at',
    'resolved_at',
    'seconds_to_resolve',
  ],
  indexes: [
    '(updated_at desc, id desc)',
    `(coalesce(detected_at, '0001-01-01T00:00:00Z'::timestamptz) desc, id desc)`,
    '(status)',
    '(severity)',
    '(deployment_id)',
  ],
};

function placeholder(id: string, event: RecordedEvent): IncidentRow {
  return {
    id,
    severity: null,
    title: null,
    description: null,
    service: null,
    environment: null,
    deployment_id: null,
    status: 'detected',
    status_since: null,
    status_times: {},
    reason: null,
    root_cause: null,
    root_cause_at: null,
    detected: false,
    detected_at: null,
    last_resolved_at: null,
    resolved_at: null,
    seconds_to_resolve: null,
    updated_at: occurredAtOf(event),
    flags: [],
    demo: false,
  };
}

type DataOf<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>['data'];

function detected(row: IncidentRow, data: DataOf<'IncidentDetected'>, at: Date): IncidentRow {
  // The first one tells; a repetition of it tells nothing new.
  if (row.detected) return row;
  return {
    ...row,
    severity: data.severity,
    title: data.title ?? null,
    description: data.description ?? null,
    service: data.service ?? row.service,
    environment: data.environment ?? row.environment,
    deployment_id: data.deploymentId ?? null,
    detected: true,
    detected_at: at,
    status_times: enter(row.status_times, 'detected', at),
    updated_at: later(row.updated_at, at),
    flags: joinFlags(row.flags, data.flags),
  };
}

/** What was found to be the cause last, in the order of occurrence. */
function withRootCause(row: IncidentRow, rootCause: string | undefined, at: Date): IncidentRow {
  if (rootCause === undefined || (row.root_cause_at && at < row.root_cause_at)) return row;
  return { ...row, root_cause: rootCause, root_cause_at: at };
}

function statusChanged(before: IncidentRow, data: DataOf<'IncidentStatusChanged'>, at: Date): IncidentRow {
  const row: IncidentRow = {
    ...withRootCause(before, data.rootCause, at),
    severity: before.severity ?? data.severity ?? null,
    service: before.service ?? data.service ?? null,
    environment: before.environment ?? data.environment ?? null,
    detected_at: before.detected_at ?? timeOf(data.detectedAt),
    last_resolved_at: data.to === 'resolved' ? later(before.last_resolved_at, at) : before.last_resolved_at,
    status_times: enter(before.status_times, data.to, at),
    updated_at: later(before.updated_at, at),
    flags: joinFlags(before.flags, data.flags),
  };
  if (data.flags?.includes('late') && before.status_since !== null) return row;
  return { ...row, status: data.to, status_since: at, reason: data.reason ?? null };
}

function fold(row: IncidentRow, event: IncidentEvent, at: Date): IncidentRow {
  switch (event.type) {
    case 'IncidentDetected':
      return detected(row, event.data, at);
    case 'IncidentStatusChanged':
      return statusChanged(row, event.data, at);
    default:
      return exhaustive(event);
  }
}

/** When it was over, and how long that took; an incident that comes back is open again. */
function resolution(row: IncidentRow) {
  const isOver = row.status === 'resolved' || row.status === 'post_mortem';
  const resolvedAt = isOver ? row.last_resolved_at : null;
  return { resolved_at: resolvedAt, seconds_to_resolve: secondsFromTo(row.detected_at, resolvedAt) };
}

const incidents = reportedSubject<IncidentRow>({
  table: incidentsTable,
  idField: 'incidentId',
  placeholder,
  fold: (row, recorded) => fold(row, recorded as unknown as IncidentEvent, occurredAtOf(recorded)),
  derived: resolution,
});

/** What broke, how bad it was and how long it took to mend; statuses may come before the detection. */
export const incidentsProjection: Projection = {
  name: 'incidents',
  version: 1,
  types: ['IncidentDetected', 'IncidentStatusChanged'],
  outputs: [incidents, incidentSteps],
};
