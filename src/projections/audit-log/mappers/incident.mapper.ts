import type { IncidentEvent } from '../../../events/incident.events.js';
import type { AuditMappings } from '../audit-mapping.js';

export const incidentMappings: AuditMappings<IncidentEvent> = {
  IncidentDetected: {
    actions: ['incident.detected'],
    entry: ({ incidentId }) => ({ action: 'incident.detected', resource: `incident:${incidentId}` }),
  },
  IncidentStatusChanged: {
    actions: ['incident.status_changed', 'incident.resolved'],
    entry: ({ incidentId, to }) => ({
      action: to === 'resolved' ? 'incident.resolved' : 'incident.status_changed',
      resource: `incident:${incidentId}`,
    }),
  },
};
