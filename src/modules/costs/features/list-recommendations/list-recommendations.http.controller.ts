import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import {
  ListRecommendations,
  type ListRecommendationsQuery,
  listRecommendationsQuery,
  type RecommendationsAnswer,
  recommendationsAnswer,
} from './list-recommendations.query.js';

@ApiTags('costs')
@Controller('api/cost/recommendations')
export class ListRecommendationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('model-usage', 'agent-runs', 'recommendations')
  @ApiOperation({
    operationId: 'listRecommendations',
    summary: 'Where money can be saved, with the evidence, the range of the saving and what is assumed.',
  })
  @ApiResponse({ status: 200, standardSchema: recommendationsAnswer })
  list(@Query({ schema: listRecommendationsQuery }) asked: ListRecommendationsQuery): Promise<RecommendationsAnswer> {
    return this.queries.execute(new ListRecommendations(asked));
  }
}
