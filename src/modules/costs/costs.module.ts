import { Module } from '@nestjs/common';
import { CurrentPrices } from './current-prices.service.js';
import { ListPricesController } from './features/list-prices/list-prices.http.controller.js';
import { ListPricesHandler } from './features/list-prices/list-prices.query-handler.js';
import { RemovePriceHandler } from './features/remove-price/remove-price.handler.js';
import { RemovePriceController } from './features/remove-price/remove-price.http.controller.js';
import { ReportCostsController } from './features/report-costs/report-costs.http.controller.js';
import { ReportCostsHandler } from './features/report-costs/report-costs.query-handler.js';
import { SetPriceHandler } from './features/set-price/set-price.handler.js';
import { SetPriceController } from './features/set-price/set-price.http.controller.js';
import { CostForecasts } from './usage/cost-forecasts.service.js';
import { PricedUsage } from './usage/priced-usage.service.js';

/** What models cost, and what was spent on them. */
@Module({
  controllers: [ListPricesController, SetPriceController, RemovePriceController, ReportCostsController],
  providers: [
    CurrentPrices,
    PricedUsage,
    CostForecasts,
    ListPricesHandler,
    SetPriceHandler,
    RemovePriceHandler,
    ReportCostsHandler,
  ],
})
export class CostsModule {}
