import { useMemo } from 'react';
import { useFilters } from '../../url/filters';
import { moved, readQuery, type ShownQuery, writeQuery } from './queries';

const spec = { query: 'many' } as const;

/** The queries of the page, which stand in its address. */
export function useQueries() {
  const { values, set } = useFilters(spec);
  const queries = useMemo(() => values.query.map(readQuery), [values.query]);
  return useMemo(() => {
    const show = (next: readonly ShownQuery[]) => set({ query: next.map(writeQuery) });
    return {
      queries,
      show,
      add: (...added: readonly ShownQuery[]) => show([...queries, ...added]),
      change: (index: number, change: Partial<ShownQuery>) =>
        show(queries.map((query, at) => (at === index ? { ...query, ...change } : query))),
      remove: (index: number) => show(queries.toSpliced(index, 1)),
      move: (index: number, to: number) => show(moved(queries, index, to)),
    };
  }, [queries, set]);
}

export type Queries = ReturnType<typeof useQueries>;
