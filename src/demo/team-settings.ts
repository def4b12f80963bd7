import type { ApiBody } from '../platform/api-client/api-client.js';

/**
 * The shipped rules that are not enabled: the dead man's switch always fires, for a service outside that calls somebody
 * when it stops; a simulated fleet has no such service.
 */
export const rulesLeftOut: readonly string[] = ['dead-mans-switch'];

/** What suits the standard fleet, which spends some 60 USD on a weekday, seldom more than 100, and 1 300 in a month. */
export const budgets: readonly (ApiBody<'setBudget'> & { readonly name: string })[] = [
  { name: 'monthly', period: 'monthly', amount: '1600', warnPercent: [50, 80, 100] },
  { name: 'daily', period: 'daily', amount: '100', warnPercent: [80, 100] },
  {
    name: 'weekly-opus',
    period: 'weekly',
    amount: '150',
    scope: { kind: 'model', value: 'claude-opus-4-1' },
    warnPercent: [80, 100],
  },
];

/** A metric of the team's own: the service counts releases, not whose they are. */
export const metric = {
  name: 'service_releases_total',
  kind: 'counter',
  help: 'Releases to production by service.',
  source: {
    eventType: 'DeploymentTriggered',
    filter: { environment: 'production' },
    value: 1,
    labels: { service: 'service' },
  },
} as const satisfies ApiBody<'registerCustomMetric'>;
