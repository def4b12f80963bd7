import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { type CostForecast, costForecast } from '../../cost-forecast.response.js';
import { ForecastCosts, type ForecastCostsQuery, forecastCostsQuery } from './forecast-costs.query.js';

@ApiTags('costs')
@Controller('api/cost/forecast')
export class ForecastCostsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('model-usage')
  @ApiOperation({
    operationId: 'forecastCosts',
    summary: 'What will be spent on the next days and in this month.',
    description: 'By the method that was off least where it had to forecast days that are known by now.',
  })
  @ApiResponse({ status: 200, standardSchema: costForecast })
  forecast(@Query({ schema: forecastCostsQuery }) asked: ForecastCostsQuery): Promise<CostForecast> {
    return this.queries.execute(new ForecastCosts(asked));
  }
}
