import { Module } from '@nestjs/common';
import { BudgetAlertRules } from './budgets/budget-alert-rules.service.js';
import { BudgetUses } from './budgets/budget-uses.service.js';
import { CurrentBudgets } from './budgets/current-budgets.service.js';
import { FormerBudgetRules } from './budgets/former-budget-rules.service.js';
import { CostGauges } from './cost-gauges.service.js';
import { CurrentPrices } from './current-prices.service.js';
import { DecideRecommendationHandler } from './features/decide-recommendation/decide-recommendation.handler.js';
import { DecideRecommendationController } from './features/decide-recommendation/decide-recommendation.http.controller.js';
import { ForecastCostsController } from './features/forecast-costs/forecast-costs.http.controller.js';
import { ForecastCostsHandler } from './features/forecast-costs/forecast-costs.query-handler.js';
import { ListBudgetsController } from './features/list-budgets/list-budgets.http.controller.js';
import { ListBudgetsHandler } from './features/list-budgets/list-budgets.query-handler.js';
import { ListPricesController } from './features/list-prices/list-prices.http.controller.js';
import { ListPricesHandler } from './features/list-prices/list-prices.query-handler.js';
import { ListRecommendationsController } from './features/list-recommendations/list-recommendations.http.controller.js';
import { ListRecommendationsHandler } from './features/list-recommendations/list-recommendations.query-handler.js';
import { RehearseBudgetController } from './features/rehearse-budget/rehearse-budget.http.controller.js';
import { RehearseBudgetHandler } from './features/rehearse-budget/rehearse-budget.query-handler.js';
import { RemoveBudgetHandler } from './features/remove-budget/remove-budget.handler.js';
import { RemoveBudgetController } from './features/remove-budget/remove-budget.http.controller.js';
import { RemovePriceHandler } from './features/remove-price/remove-price.handler.js';
import { RemovePriceController } from './features/remove-price/remove-price.http.controller.js';
import { ReportAgentsController } from './features/report-agents/report-agents.http.controller.js';
import { ReportAgentsWithCostsHandler } from './features/report-agents/report-agents-with-costs.query-handler.js';
import { ReportCostsController } from './features/report-costs/report-costs.http.controller.js';
import { ReportCostsHandler } from './features/report-costs/report-costs.query-handler.js';
import { RepriceCostsHandler } from './features/reprice-costs/reprice-costs.handler.js';
import { RepriceCostsController } from './features/reprice-costs/reprice-costs.http.controller.js';
import { SetBudgetHandler } from './features/set-budget/set-budget.handler.js';
import { SetBudgetController } from './features/set-budget/set-budget.http.controller.js';
import { SetPriceHandler } from './features/set-price/set-price.handler.js';
import { SetPriceController } from './features/set-price/set-price.http.controller.js';
import { ShowAgentCostsController } from './features/show-agent-costs/show-agent-costs.http.controller.js';
import { ShowAgentCostsHandler } from './features/show-agent-costs/show-agent-costs.query-handler.js';
import { AskWhatIfHandler } from './features/what-if-costs/ask-what-if.query-handler.js';
import { WhatIfCostsController } from './features/what-if-costs/what-if-costs.http.controller.js';
import { RecommendationFinder } from './recommendations/recommendation-finder.service.js';
import { CostForecasts } from './usage/cost-forecasts.service.js';
import { HypotheticalUsage } from './usage/hypothetical-usage.service.js';
import { PricedUsage } from './usage/priced-usage.service.js';
import { RunCosts } from './usage/run-costs.service.js';

/** What models cost, what was spent on them, and what may be spent. */
@Module({
  controllers: [
    ListPricesController,
    SetPriceController,
    RemovePriceController,
    RepriceCostsController,
    ReportCostsController,
    ForecastCostsController,
    WhatIfCostsController,
    ShowAgentCostsController,
    ReportAgentsController,
    ListRecommendationsController,
    DecideRecommendationController,
    ListBudgetsController,
    SetBudgetController,
    RehearseBudgetController,
    RemoveBudgetController,
  ],
  providers: [
    CurrentPrices,
    PricedUsage,
    CostForecasts,
    CurrentBudgets,
    BudgetUses,
    BudgetAlertRules,
    FormerBudgetRules,
    CostGauges,
    ListPricesHandler,
    SetPriceHandler,
    RemovePriceHandler,
    RepriceCostsHandler,
    ReportCostsHandler,
    ForecastCostsHandler,
    HypotheticalUsage,
    AskWhatIfHandler,
    ShowAgentCostsHandler,
    RunCosts,
    ReportAgentsWithCostsHandler,
    RecommendationFinder,
    ListRecommendationsHandler,
    DecideRecommendationHandler,
    ListBudgetsHandler,
    SetBudgetHandler,
    RehearseBudgetHandler,
    RemoveBudgetHandler,
  ],
})
export class CostsModule {}
