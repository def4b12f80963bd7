import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ListAgentUsage } from '../../../../projections/model-usage/index.js';
import { CurrentPrices } from '../../current-prices.service.js';
import { agentCostSums } from './agent-cost-sums.js';
import type { AgentCosts } from './agent-costs.response.js';
import { ShowAgentCosts } from './show-agent-costs.query.js';

/** An agent of which no model call is known cost nothing that is known: that is an answer too. */
@QueryHandler(ShowAgentCosts)
export class ShowAgentCostsHandler implements IQueryHandler<ShowAgentCosts> {
  constructor(
    private readonly queries: QueryBus,
    private readonly prices: CurrentPrices,
  ) {}

  async execute({ agentId }: ShowAgentCosts): Promise<AgentCosts> {
    const [parts, { book }] = await Promise.all([
      this.queries.execute(new ListAgentUsage(agentId)),
      this.prices.choose(),
    ]);
    return { agentId, currency: 'USD', ...agentCostSums(parts, book) };
  }
}
