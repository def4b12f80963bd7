import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import {
  ListPrices,
  listPricesQuery,
  type PricesAnswer,
  pricesAnswer,
  type PricesFilter,
} from './list-prices.query.js';

@ApiTags('costs')
@Controller('api/cost/prices')
export class ListPricesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  // It reads the log itself, which has every position that a write answered.
  @ReadsFrom()
  @ApiOperation({ operationId: 'listPrices', summary: 'The prices that somebody set, and what one model costs.' })
  @ApiResponse({ status: 200, standardSchema: pricesAnswer })
  list(@Query({ schema: listPricesQuery }) filter: PricesFilter): Promise<PricesAnswer> {
    return this.queries.execute(new ListPrices(filter));
  }
}
