import {
  type IncidentEvent,
  incidentEvents,
  type IncidentSeverity,
  type IncidentStatus,
  incidentStatuses,
} from '../../events/incident.events.js';
import { occurredAtOf, secondsFromTo, timeOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { following } from './following.js';
import { earliest, sinceWhen, type ToldStep, withStep } from './told-steps.js';

/** How an incident went: what was told of it, kept so that the order does not matter, and what it comes to. */
interface IncidentFlowRow {
  readonly incident_id: string;
  readonly demo: boolean;
  /** Null until somebody says. */
  readonly severity: IncidentSeverity | null;
  readonly environment: string | null;
  readonly deployment_id: string | null;
  /** By its detection; null while that has not been reported. */
  readonly told_detected_at: Date | null;
  /** By other reports. */
  readonly said_detected_at: Date | null;
  readonly steps: readonly ToldStep<IncidentStatus>[];

  /** What follows from it. */
  readonly detected_at: Date | null;
  /** Null while it is open, also when it has come back. */
  readonly resolved_at: Date | null;
  readonly recovery_seconds: number | null;
}

const incidentFlowsTable: TableSpec<IncidentFlowRow> = {
  name: 'incident_flows',
  columns: {
    incident_id: 'text',
    demo: 'boolean',
    severity: 'text',
    environment: 'text',
    deployment_id: 'text',
    told_detected_at: 'timestamptz',
    said_detected_at: 'timestamptz',
    steps: 'jsonb',
    detected_at: 'timestamptz',
    resolved_at: 'timestamptz',
    recovery_seconds: 'double precision',
  },
  key: ['incident_id'],
  nullable: [
    'severity',
    'environment',
    'deployment_id',
    'told_detected_at',
    'said_detected_at',
    'detected_at',
    'resolved_at',
    'recovery_seconds',
  ],
  indexes: ['(resolved_at)', '(deployment_id)'],
};

function placeholder(incidentId: string): IncidentFlowRow {
  return {
    incident_id: incidentId,
    demo: false,
    severity: null,
    environment: null,
    deployment_id: null,
    told_detected_at: null,
    said_detected_at: null,
    steps: [],
    detected_at: null,
    resolved_at: null,
    recovery_seconds: null,
  };
}

function fold(row: IncidentFlowRow, event: IncidentEvent, at: Date): IncidentFlowRow {
  if (event.type === 'IncidentStatusChanged') {
    const { severity, environment, detectedAt, to } = event.data;
    return {
      ...row,
      severity: row.severity ?? severity ?? null,
      environment: row.environment ?? environment ?? null,
      said_detected_at: earliest(row.said_detected_at, timeOf(detectedAt)),
      steps: withStep(row.steps, [at.getTime(), to], incidentStatuses),
    };
  }
  const { severity, environment, deploymentId } = event.data;
  return {
    ...row,
    severity,
    environment: environment ?? row.environment,
    deployment_id: deploymentId ?? row.deployment_id,
    told_detected_at: earliest(row.told_detected_at, at),
  };
}

function derived(row: IncidentFlowRow) {
  const detected = row.told_detected_at ?? row.said_detected_at;
  const resolved = sinceWhen(row.steps, 'resolved', 'post_mortem');
  return { detected_at: detected, resolved_at: resolved, recovery_seconds: secondsFromTo(detected, resolved) };
}

export const incidentFlows: FoldOutput<IncidentFlowRow> = following(
  incidentEvents.map(({ type }) => type),
  reportedSubject<IncidentFlowRow>({
    table: incidentFlowsTable,
    idField: 'incidentId',
    placeholder,
    fold: (row, recorded) => fold(row, recorded as unknown as IncidentEvent, occurredAtOf(recorded)),
    derived,
  }),
);
