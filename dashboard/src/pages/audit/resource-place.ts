import type { LinkProps } from '@tanstack/react-router';

/** Where the dashboard shows a resource; undefined where it has no page for its kind. */
export interface ResourcePlace {
  readonly to: NonNullable<LinkProps['to']>;
  readonly params?: { readonly id: string };
}

/** Kinds with a page for each. */
const ownPages: Readonly<Record<string, NonNullable<LinkProps['to']>>> = {
  agent: '/agents/$id',
  alert: '/alerts/$id',
  alert_rule: '/alerts/rules/$id',
};

/** Kinds that stand in a list. */
const lists: Readonly<Record<string, NonNullable<LinkProps['to']>>> = {
  channel: '/channels',
  silence: '/silences',
  budget: '/cost/budgets',
  recommendation: '/cost/recommendations',
  deployment: '/delivery',
  pull_request: '/delivery',
  apikey: '/settings',
  config: '/settings',
};

export function placeOfResource(resource: string): ResourcePlace | undefined {
  const colon = resource.indexOf(':');
  if (colon < 0) return undefined;
  const [kind, id] = [resource.slice(0, colon), resource.slice(colon + 1)];
  const page = ownPages[kind];
  if (page !== undefined) return { to: page, params: { id } };
  const list = lists[kind];
  return list === undefined ? undefined : { to: list };
}
