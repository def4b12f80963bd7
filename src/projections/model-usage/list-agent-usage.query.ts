import { Query } from '@nestjs/cqrs';
import type { PricedModel } from '../../pricing/price-book.js';
import type { Usage } from '../../pricing/rates.js';

/** What one agent used in a quarter of an hour, by all that decides on the price. */
export interface AgentUsageOfQuarter {
  readonly quarter: Date;
  readonly model: PricedModel;
  readonly calls: number;
  readonly failedCalls: number;
  readonly usage: Usage;
}

/** All that one agent ever used, in the order of time; nothing of an agent without model calls. */
export class ListAgentUsage extends Query<readonly AgentUsageOfQuarter[]> {
  constructor(readonly agentId: string) {
    super();
  }
}
