import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { IncidentDetail } from './incident.response.js';

export const showIncidentQuery = z.strictObject({ ...minPositionQuery });

/** One incident with its status history. */
export class ShowIncident extends Query<IncidentDetail> {
  constructor(readonly id: string) {
    super();
  }
}
