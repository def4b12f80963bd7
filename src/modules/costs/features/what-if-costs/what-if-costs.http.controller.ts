import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { AskWhatIf } from './ask-what-if.query.js';
import { type WhatIfCostsQuery, whatIfCostsQuery } from './what-if-costs.request.js';
import { type WhatIfCosts, whatIfCosts } from './what-if-costs.response.js';

@ApiTags('costs')
@Controller('api/cost/what-if')
export class WhatIfCostsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('model-usage')
  @ApiOperation({
    operationId: 'askWhatIf',
    summary: 'What recorded usage would have cost under another model or cache rate.',
    description:
      'The same calls and tokens, each at the prices of its own time. Only what has both prices is compared.',
  })
  @ApiResponse({ status: 200, standardSchema: whatIfCosts })
  ask(@Query({ schema: whatIfCostsQuery }) asked: WhatIfCostsQuery): Promise<WhatIfCosts> {
    return this.queries.execute(new AskWhatIf(asked));
  }
}
