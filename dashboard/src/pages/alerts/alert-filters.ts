import type { ListRange } from '../../url/time-range';
/** What the list of alerts keeps in its address. `view` decides whether the range of time counts. */
export const alertFilterSpec = {
  view: 'one',
  status: 'many',
  severity: 'many',
  rule: 'one',
  label: 'many',
  order: 'one',
} as const;

export type AlertView = 'open' | 'resolved' | 'all';

export interface AlertFilterValues {
  readonly view: string | undefined;
  readonly status: readonly string[];
  readonly severity: readonly string[];
  readonly rule: string | undefined;
  readonly label: readonly string[];
  readonly order: string | undefined;
}

const openStatuses = ['pending', 'active', 'acknowledged', 'silenced'] as const;

export const viewOf = (view: string | undefined): AlertView => (view === 'resolved' || view === 'all' ? view : 'open');

/** The statuses that a view has to choose from. */
export function statusesOf(view: AlertView): readonly string[] {
  if (view === 'resolved') return [];
  return view === 'open' ? openStatuses : [...openStatuses, 'resolved'];
}

/**
 * What to ask the API for. Open alerts are asked for whenever they fired: one that fires since last week is no less
 * urgent when today is looked at. What is over is looked for in the range of time.
 */
export function alertQuery(values: AlertFilterValues, range: ListRange) {
  const view = viewOf(values.view);
  const chosen = values.status.filter((status) => statusesOf(view).includes(status));
  return {
    ...statusQuery(view, chosen),
    ...(values.severity.length === 0 ? {} : { severity: values.severity.join(',') }),
    ...(values.rule === undefined ? {} : { rule: values.rule }),
    ...(values.label.length === 0 ? {} : { label: [...values.label] }),
    ...(values.order === 'asc' ? { order: 'asc' as const } : {}),
    ...(view === 'open' ? {} : range),
    limit: 100,
  };
}

function statusQuery(view: AlertView, chosen: readonly string[]): { status?: string } {
  if (view === 'resolved') return { status: 'resolved' };
  if (chosen.length === 0) return view === 'open' ? { status: 'active' } : {};
  // `active` alone means all that are open; twice it means itself.
  return { status: chosen.length === 1 && chosen[0] === 'active' ? 'active,active' : chosen.join(',') };
}

/** Whether the API would take this as a label to look for. */
export const isLabel = (text: string) => /^[^=]+=/.test(text);

/** `name=value` of all labels that are there, sorted, for choices. */
export function labelChoices(alerts: readonly { readonly labels: Record<string, string> }[]): string[] {
  const all = alerts.flatMap(({ labels }) =>
    Object.entries(labels)
      .filter(([name]) => name !== 'alertname' && name !== 'severity')
      .map(([name, value]) => `${name}=${value}`),
  );
  return [...new Set(all)].sort();
}
