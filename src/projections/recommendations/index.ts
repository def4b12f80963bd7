export { ListRecommendationDecisions } from './list-recommendation-decisions.query.js';
export { RecommendationsReadModule } from './recommendations.module.js';
export { type RecommendationDecisionRow, recommendationsProjection } from './recommendations.projector.js';
