import { Query } from '@nestjs/cqrs';
import type { z } from 'zod';
import type { reportAgentsQuery } from '../../../../projections/agent-runs/index.js';
import type { AgentsWithCosts } from './agents-with-costs.response.js';

/** How the runs of a period went, and what they cost. */
export class ReportAgentsWithCosts extends Query<AgentsWithCosts> {
  constructor(readonly request: z.infer<typeof reportAgentsQuery>) {
    super();
  }
}
