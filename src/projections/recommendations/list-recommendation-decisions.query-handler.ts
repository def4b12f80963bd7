import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ListRecommendationDecisions } from './list-recommendation-decisions.query.js';
import type { RecommendationDecisionRow } from './recommendations.projector.js';

@QueryHandler(ListRecommendationDecisions)
export class ListRecommendationDecisionsHandler implements IQueryHandler<ListRecommendationDecisions> {
  constructor(private readonly dataSource: DataSource) {}

  execute(): Promise<readonly RecommendationDecisionRow[]> {
    return this.dataSource.query('select * from recommendation_decisions order by recommendation_id');
  }
}
