import type { IncidentEvent } from '../../events/incident.events.js';
import { statusHistory } from '../../platform/projections/status-history.js';

/** The status history of every incident; its detection is the step to `detected`. */
export const incidentSteps = statusHistory('incident_steps', (recorded) => {
  const { type, data } = recorded as unknown as IncidentEvent;
  const subjectId = data.incidentId;
  return type === 'IncidentStatusChanged' ? { ...data, subjectId } : { subjectId, to: 'detected', flags: data.flags };
});
