import type { IncidentEvent, IncidentStatus } from '../../events/incident.events.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from '../../platform/projections/projection.js';

/** One reported step of an incident, whether it was in time, late or impossible. */
export interface IncidentStepRow {
  readonly incident_id: string;
  readonly position: string;
  readonly from_status: IncidentStatus | null;
  readonly to_status: IncidentStatus;
  readonly reason: string | null;
  readonly reported_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
}

const incidentStepsTable: TableSpec<IncidentStepRow> = {
  name: 'incident_steps',
  columns: {
    incident_id: 'text',
    position: 'text',
    from_status: 'text',
    to_status: 'text',
    reason: 'text',
    reported_by: 'text',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    flags: 'text[]',
  },
  key: ['incident_id', 'position'],
  nullable: ['from_status', 'reason'],
  indexes: ['(incident_id, occurred_at, position)'],
};

/** The status history of every incident; it begins with its detection. */
export const incidentSteps: InsertOutput<IncidentStepRow> = {
  kind: 'insert',
  table: incidentStepsTable,
  rows(recorded) {
    const { type, data } = recorded as unknown as IncidentEvent;
    const step = type === 'IncidentStatusChanged' ? data : undefined;
    return [
      {
        incident_id: data.incidentId,
        position: recorded.position,
        from_status: step?.from ?? null,
        to_status: step?.to ?? 'detected',
        reason: step?.reason ?? null,
        reported_by: recorded.meta.actor.name,
        occurred_at: occurredAtOf(recorded),
        recorded_at: recorded.recordedAt,
        flags: data.flags ?? [],
      },
    ];
  },
};
