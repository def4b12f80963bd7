import { Module } from '@nestjs/common';
import { ListRecommendationDecisionsHandler } from './list-recommendation-decisions.query-handler.js';

@Module({ providers: [ListRecommendationDecisionsHandler] })
export class RecommendationsReadModule {}
