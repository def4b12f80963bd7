import type { Query, QueryClient } from '@tanstack/react-query';

/** So many pages are read anew as often as anything else. Of more than that, a few are: see `list-pages.ts`. */
const FEW_PAGES = 3;
const REST_MS = 5_000;

/** How long a list of so many pages is left as it is when it changes: about a page a second is asked for, however long. */
export const restOf = (pages: number) => (pages <= FEW_PAGES ? 0 : REST_MS);

/** Whether a query that somebody looks at may be read anew now. What has not been read yet may. */
export function isDue(query: Query, now = Date.now()): boolean {
  const { data, dataUpdatedAt } = query.state;
  const pages = (data as { pages?: readonly unknown[] } | undefined)?.pages?.length ?? 0;
  const isList = query.queryKey.at(-1) === 'pages';
  return !isList || !query.isActive() || now - dataUpdatedAt >= restOf(pages);
}

/** Reads anew what matches and is due; the rest, long lists that were read just now, is answered. */
export function rereadDue(client: QueryClient, matches: (query: Query) => boolean): readonly Query[] {
  const found = client.getQueryCache().findAll({ queryKey: ['api'], predicate: matches });
  const due = new Set(found.filter((query) => isDue(query)));
  void client.invalidateQueries({ predicate: (query) => due.has(query) }, { cancelRefetch: false });
  return found.filter((query) => !due.has(query));
}
