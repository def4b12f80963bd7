import type { ListRange } from '../../url/time-range';
/** What the search of the audit log keeps in its address. */
export const auditFilterSpec = {
  text: 'one',
  actor: 'one',
  action: 'one',
  resource: 'one',
  outcome: 'many',
  demo: 'one',
} as const;

export interface AuditFilterValues {
  readonly text: string | undefined;
  readonly actor: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  readonly outcome: readonly string[];
  readonly demo: string | undefined;
}

export interface AuditSearch {
  readonly text?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly outcome?: string;
  readonly demo?: 'true' | 'false';
  readonly order: 'asc' | 'desc';
  readonly from: string;
  readonly to: string;
}

/** The forms that the API takes. */
export const isAction = (text: string) => /^[a-z_]+(\.[a-z_]*)?\*?$/.test(text);
export const isResource = (text: string) => /^[a-z_]+:\S/.test(text);

/** As `GET /api/audit` takes it; what is not set is not asked. */
export function auditSearchOf(
  { outcome, demo, action, resource, ...texts }: AuditFilterValues,
  order: 'asc' | 'desc',
  range: ListRange,
): AuditSearch {
  const asked = {
    ...texts,
    action: action !== undefined && isAction(action) ? action : undefined,
    resource: resource !== undefined && isResource(resource) ? resource : undefined,
    outcome: outcome.length === 0 ? undefined : outcome.join(','),
    demo: demo === 'true' || demo === 'false' ? demo : undefined,
    order,
    ...range,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as unknown as AuditSearch;
}

/** Where the file of a search comes from: the browser saves it while it is sent, however long it is. */
export const exportAddress = (format: 'csv' | 'ndjson' | 'json', search: AuditSearch) =>
  `/api/audit/export?${new URLSearchParams({ format, ...search })}`;

/** Suggestions for actions: first whole subjects, as `agent.*`, then each action. */
export function suggestedActions(actions: readonly string[]): string[] {
  return [...new Set(actions.map((action) => `${action.split('.')[0]}.*`)), ...actions];
}

/** Suggestions for resources: the kinds among these. */
export function suggestedKinds(resources: readonly string[]): string[] {
  return [...new Set(resources.map((resource) => `${resource.split(':')[0]}:*`))].toSorted();
}
