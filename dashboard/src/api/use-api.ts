import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useAsOf } from '../url/as-of';
import type { ApiAnswer, ApiInput, ApiItem, PathOf } from './api-types';
import { callApi } from './client';
import { newSight, type Page, pageReader, rowsOf, seesKept } from './list-pages';
import { type Loadable, useLoadable, useReadError } from './loadable';
import { acceptsAsOf } from './read-parameters';

export interface UseApiOptions {
  /** False: not yet asked. */
  readonly enabled?: boolean;
  /** Asks again so often by itself, on top of the refresh that the top bar chose. */
  readonly everyMs?: number;
}

/**
 * Reads the API. Typed by its document; keeps what it showed while it asks anew; adds the `asOf` of the address where
 * the path knows it; asked again by the refresh control, by the live stream and after writes.
 *
 *     const agents = useApi('/api/agents', { query: { state: 'running', limit: 5 } });
 *     const agent = useApi('/api/agents/{id}', { path: { id } });
 */
export function useApi<P extends PathOf<'get'>>(
  path: P,
  input: ApiInput<'get', P>,
  { enabled = true, everyMs }: UseApiOptions = {},
): Loadable<ApiAnswer<'get', P>> {
  const asked = useAsOfInput(path, input);
  const query = useQuery({
    queryKey: apiKey(path, asked),
    queryFn: ({ signal }) => callApi('get', path, asked, signal),
    placeholderData: keepPreviousData,
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
  return useLoadable(query, enabled);
}

/** A list of the API, page by page. */
export interface ApiList<Item> extends Loadable<readonly Item[]> {
  /** How many there are in all, as the first page says; null when the API does not count them. */
  readonly total: number | null | undefined;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly loadMore: () => void;
  /** Told which rows are in sight, so that only those of a long list are read anew. */
  readonly onSeen: (first: number, last: number) => void;
}

/**
 * Reads a list and goes on where it ended: `DataTable` takes it as it is.
 *
 *     const agents = useApiList('/api/agents', { query: { state: 'failed', limit: 100 } });
 *     <DataTable list={agents} … />
 */
export function useApiList<P extends PathOf<'get'>>(
  path: P,
  input: ApiInput<'get', P>,
  { enabled = true }: UseApiOptions = {},
): ApiList<ApiItem<P>> {
  const asked = useAsOfInput(path, input);
  const [sight] = useState(newSight);
  const query = useInfiniteQuery({
    queryKey: [...apiKey(path, asked), 'pages'],
    queryFn: pageReader(async (cursor, signal) => {
      const withCursor = cursor === undefined ? asked : { ...asked, query: { ...asked.query, cursor } };
      return (await callApi('get', path, withCursor as unknown as ApiInput<'get', P>, signal)) as unknown as Page;
    }, sight.rows),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  const items = useMemo(() => query.data && (rowsOf(query.data.pages) as readonly ApiItem<P>[]), [query.data]);
  const { data: read, refetch } = query;
  useEffect(
    () =>
      sight.listen((rows) => {
        if (read && seesKept(rows, read.pages)) void refetch({ cancelRefetch: false });
      }),
    [sight, read, refetch],
  );
  const error = useReadError(query.error);
  return {
    data: items,
    error,
    loading: query.isPending && enabled,
    updatedAt: items === undefined ? undefined : query.dataUpdatedAt || undefined,
    retry: () => void query.refetch(),
    total: query.data?.pages[0]?.total,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    onSeen: sight.see,
  };
}

/** Where an answer is kept: the path first, so that the live stream finds all answers of a path. */
const apiKey = (path: string, input: object) => ['api', path, input] as const;

function useAsOfInput<P extends PathOf<'get'>>(path: P, input: ApiInput<'get', P>): ApiInput<'get', P> {
  const asOf = useAsOf();
  if (asOf === undefined || !acceptsAsOf(path)) return input;
  return { ...input, query: { asOf, ...input.query } } as unknown as ApiInput<'get', P>;
}
