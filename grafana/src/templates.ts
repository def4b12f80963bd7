import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { agentPerformance } from './dashboards/agent-performance.js';
import { alertHistory } from './dashboards/alert-history.js';
import { costAnalytics } from './dashboards/cost-analytics.js';
import { systemOverview } from './dashboards/system-overview.js';

/** Every template by its file in `grafana/dashboards`, without `.json`. */
export const templates = (): Readonly<Record<string, Dashboard>> => ({
  'system-overview': systemOverview(),
  'agent-performance': agentPerformance(),
  'cost-analytics': costAnalytics(),
  'alert-history': alertHistory(),
});
