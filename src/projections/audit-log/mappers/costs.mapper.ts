import type { BudgetEvent } from '../../../events/budget.events.js';
import type { CustomMetricEvent } from '../../../events/custom-metric.events.js';
import type { PriceBookEvent } from '../../../events/price-book.events.js';
import type { RecommendationEvent } from '../../../events/recommendation.events.js';
import type { AuditMappings } from '../audit-mapping.js';

export const priceBookMappings: AuditMappings<PriceBookEvent> = {
  PriceChanged: {
    actions: ['price.changed'],
    entry: ({ price }) => ({ action: 'price.changed', resource: `model:${price.model}` }),
  },
  PriceRemoved: {
    actions: ['price.removed'],
    entry: ({ price }) => ({ action: 'price.removed', resource: `model:${price.model}` }),
  },
  CostsRepriced: {
    actions: ['price.costs_repriced'],
    entry: () => ({ action: 'price.costs_repriced', resource: 'costs:all' }),
  },
};

export const budgetMappings: AuditMappings<BudgetEvent> = {
  BudgetChanged: {
    actions: ['budget.changed'],
    entry: ({ budgetId }) => ({ action: 'budget.changed', resource: `budget:${budgetId}` }),
  },
  BudgetRemoved: {
    actions: ['budget.removed'],
    entry: ({ budgetId }) => ({ action: 'budget.removed', resource: `budget:${budgetId}` }),
  },
};

export const recommendationMappings: AuditMappings<RecommendationEvent> = {
  RecommendationDecided: {
    actions: ['recommendation.accepted', 'recommendation.dismissed', 'recommendation.reopened'],
    entry: ({ recommendationId, decision }) => ({
      action: `recommendation.${decision}`,
      resource: `recommendation:${recommendationId}`,
    }),
  },
};

export const customMetricMappings: AuditMappings<CustomMetricEvent> = {
  CustomMetricRegistered: {
    actions: ['custom_metric.registered'],
    entry: ({ metric }) => ({ action: 'custom_metric.registered', resource: `metric:${metric.name}` }),
  },
  CustomMetricRemoved: {
    actions: ['custom_metric.removed'],
    entry: ({ name }) => ({ action: 'custom_metric.removed', resource: `metric:${name}` }),
  },
  CustomMetricPushed: { leftOut: 'a measurement: the metric itself tells of it' },
};
