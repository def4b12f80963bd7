import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import {
  type BudgetsAnswer,
  budgetsAnswer,
  ListBudgets,
  type ListBudgetsQuery,
  listBudgetsQuery,
} from './list-budgets.query.js';

@ApiTags('costs')
@Controller('api/cost/budgets')
export class ListBudgetsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('model-usage')
  @ApiOperation({
    operationId: 'listBudgets',
    summary: 'What may be spent, what is used of it, and when it will be used up.',
  })
  @ApiResponse({ status: 200, standardSchema: budgetsAnswer })
  list(@Query({ schema: listBudgetsQuery }) paging: ListBudgetsQuery): Promise<BudgetsAnswer> {
    return this.queries.execute(new ListBudgets(paging));
  }
}
