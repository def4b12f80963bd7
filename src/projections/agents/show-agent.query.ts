import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AgentDetail } from './agent.response.js';

export const showAgentQuery = z.strictObject({ ...asOfQuery, ...minPositionQuery });

/** One agent with what it used and the newest of its timeline. */
export class ShowAgent extends Query<AgentDetail> {
  constructor(
    readonly id: string,
    readonly asOf: string | undefined,
  ) {
    super();
  }
}
