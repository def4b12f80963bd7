import { useCallback, useMemo } from 'react';
import { listOf, type Search, textOf, useSearchParams, useSetSearch } from './search';

/** What a page keeps in its address: one text or many. */
export type FilterKind = 'one' | 'many';
type Values<Spec extends Record<string, FilterKind>> = {
  [Key in keyof Spec]: Spec[Key] extends 'many' ? string[] : string | undefined;
};

export interface Filters<Spec extends Record<string, FilterKind>> {
  readonly values: Values<Spec>;
  /** Whether any is set: an empty list then means "nothing matches", not "nothing there". */
  readonly active: boolean;
  set(change: Partial<Values<Spec>>, options?: { replace?: boolean }): void;
  clear(): void;
}

/**
 * State of a page in its address, so that a link shows what the sender saw. `spec` must be a constant outside the component:
 *
 *     const spec = { state: 'many', type: 'many', text: 'one', sort: 'one' } as const;
 *     const filters = useFilters(spec);
 *     useApi('/api/agents', { query: { state: filters.values.state.join(',') } })
 */
export function useFilters<const Spec extends Record<string, FilterKind>>(spec: Spec): Filters<Spec> {
  const search = useSearchParams();
  const setSearch = useSetSearch();
  const values = useMemo(() => readFilters(spec, search), [spec, search]);
  const set = useCallback(
    (change: Partial<Values<Spec>>, options?: { replace?: boolean }) => setSearch(change as Search, options),
    [setSearch],
  );
  const clear = useCallback(
    () => setSearch(Object.fromEntries(Object.keys(spec).map((key) => [key, undefined]))),
    [setSearch, spec],
  );
  const active = Object.values(values).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  return { values, active, set, clear };
}

export function readFilters<Spec extends Record<string, FilterKind>>(spec: Spec, search: Search): Values<Spec> {
  return Object.fromEntries(
    Object.entries(spec).map(([key, kind]) => [
      key,
      kind === 'many' ? listOf(search[key]) : textOf(search[key]) || undefined,
    ]),
  ) as Values<Spec>;
}
