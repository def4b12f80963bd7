import { Query } from '@nestjs/cqrs';
import type { RecommendationDecisionRow } from './recommendations.projector.js';

/** What was decided last of each recommendation, in the order of their ids. */
export class ListRecommendationDecisions extends Query<readonly RecommendationDecisionRow[]> {}
