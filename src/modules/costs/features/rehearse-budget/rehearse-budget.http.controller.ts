import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { RehearseBudget } from './rehearse-budget.query.js';
import { type RehearseBudgetRequest, rehearseBudgetRequest } from './rehearse-budget.request.js';
import { type BudgetRehearsal, budgetRehearsal } from './rehearse-budget.response.js';

@ApiTags('costs')
@Controller('api/cost/budgets')
export class RehearseBudgetController {
  constructor(private readonly queries: QueryBus) {}

  @Post('rehearse')
  @HttpCode(200)
  @Access('view')
  @ReadsFrom('model-usage')
  @ApiOperation({
    operationId: 'rehearseBudget',
    summary: 'What a budget would have done in the past; nothing is set.',
    description: 'Usage counts when it happened, and forecasts know only the days before them.',
  })
  @ApiResponse({ status: 200, standardSchema: budgetRehearsal })
  rehearse(@Body({ schema: rehearseBudgetRequest }) asked: RehearseBudgetRequest): Promise<BudgetRehearsal> {
    return this.queries.execute(new RehearseBudget(asked));
  }
}
