import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { ExactCost } from '../../../../pricing/cost.js';
import { ReportAgents } from '../../../../projections/agent-runs/index.js';
import { CurrentPrices } from '../../current-prices.service.js';
import { costText } from '../../usage/cost-sums.js';
import { addRunCosts, RunCosts, type RunCostSum } from '../../usage/run-costs.service.js';
import type { AgentsWithCosts } from './agents-with-costs.response.js';
import { ReportAgentsWithCosts } from './report-agents-with-costs.query.js';

/** The read model of runs knows no prices: what it answers is completed here. */
@QueryHandler(ReportAgentsWithCosts)
export class ReportAgentsWithCostsHandler implements IQueryHandler<ReportAgentsWithCosts> {
  constructor(
    private readonly queries: QueryBus,
    private readonly prices: CurrentPrices,
    private readonly runs: RunCosts,
  ) {}

  /** Throws PERIOD_INVALID and ANALYTICS_KEY_UNKNOWN. */
  async execute({ request }: ReportAgentsWithCosts): Promise<AgentsWithCosts> {
    const { fleet, items, ...report } = await this.queries.execute(new ReportAgents(request));
    const { type, model, epic, demo } = request;
    const selection = { from: new Date(report.from), to: new Date(report.to), type, model, epic, demo };
    const { book } = await this.prices.choose();
    const byKey = await this.runs.by(request.by, selection, book);
    const all = [...byKey.values()].reduce<RunCostSum | undefined>(addRunCosts, undefined);
    return {
      ...report,
      fleet: { ...fleet, ...presentCosts(all) },
      items: items.map((item) => ({ ...item, ...presentCosts(byKey.get(item.key)) })),
    };
  }
}

function presentCosts(sum: RunCostSum | undefined) {
  if (!sum) return { cost: null, costPerSuccess: null, pricedRuns: 0, unpricedRuns: 0 };
  const { cost, endedCost, succeeded, pricedRuns, unpricedRuns } = sum;
  const perSuccess = succeeded === 0 ? null : (divided(endedCost, BigInt(succeeded)) as ExactCost);
  return { cost: costText(cost), costPerSuccess: costText(perSuccess), pricedRuns, unpricedRuns };
}

/** Halves up; neither is below 0. */
function divided(whole: bigint, parts: bigint): bigint {
  return (2n * whole + parts) / (2n * parts);
}
