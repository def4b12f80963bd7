import type { z } from 'zod';
import { beginning, occurrence } from '../../../intake/index.js';
import { incidentDetectedInput, incidentStatusReport } from '../../domain/incident.facts.js';
import { oneStatus, oneStatusProblem } from '../../domain/reported-status.js';

export const detectIncidentRequest = incidentDetectedInput.omit({ incidentId: true }).extend(beginning);
export type DetectIncidentRequest = z.infer<typeof detectIncidentRequest>;

export const changeIncidentStatusRequest = incidentStatusReport
  .omit({ incidentId: true })
  .extend(occurrence)
  .refine(oneStatus, oneStatusProblem);
export type ChangeIncidentStatusRequest = z.infer<typeof changeIncidentStatusRequest>;
