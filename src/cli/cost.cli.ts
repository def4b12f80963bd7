import type { Command } from 'commander';
import type { Cli } from './cli.js';
import { addCostBudgets } from './cost-budgets.cli.js';
import { addCostForecast } from './cost-forecast.cli.js';
import { addCostPrices, addCostReprice } from './cost-prices.cli.js';
import { addCostRecommendations } from './cost-recommendations.cli.js';
import { addCostReport } from './cost-report.cli.js';
import { addCostWhatIf } from './cost-what-if.cli.js';

export function addCost(program: Command, cli: Cli): void {
  const cost = program.command('cost').description('what models cost, what was spent, and what may be spent');
  addCostReport(cost, cli);
  addCostForecast(cost, cli);
  addCostWhatIf(cost, cli);
  addCostRecommendations(cost, cli);
  addCostBudgets(cost, cli);
  addCostPrices(cost, cli);
  addCostReprice(cost, cli);
}
