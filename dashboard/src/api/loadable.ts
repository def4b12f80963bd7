import type { UseQueryResult } from '@tanstack/react-query';
import { ServiceAway } from './api-problem';
import { useConnection } from './use-connection';

/** What a widget shows: data, why there is none, and how old it is. `Panel` draws it. */
export interface Loadable<T> {
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  /** Milliseconds since 1970 of the data shown. */
  readonly updatedAt: number | undefined;
  readonly retry: () => void;
}

/** What a query of the cache has; one that is not yet asked is not loading. */
export function useLoadable<T>(query: UseQueryResult<T>, enabled: boolean): Loadable<T> {
  const error = useReadError(query.error);
  return {
    data: query.data,
    error,
    loading: query.isPending && enabled,
    updatedAt: query.data === undefined ? undefined : query.dataUpdatedAt || undefined,
    retry: () => void query.refetch(),
  };
}

const away = new ServiceAway('the service does not answer');

/** While the service is away nothing can be read anew: whatever is shown is stale, asked for or not. */
export function useReadError(error: Error | null): Error | undefined {
  const connection = useConnection();
  return error ?? (connection.state === 'away' ? away : undefined);
}

/** Several as one: there when all are, in error when one is. */
export function combine<const T extends readonly unknown[]>(...parts: { [I in keyof T]: Loadable<T[I]> }): Loadable<T> {
  const all = parts as unknown as readonly Loadable<unknown>[];
  const ready = all.every((part) => part.data !== undefined);
  const times = all.flatMap((part) => part.updatedAt ?? []);
  return {
    data: ready ? (all.map((part) => part.data) as unknown as T) : undefined,
    error: all.find((part) => part.error)?.error,
    loading: all.some((part) => part.loading),
    updatedAt: times.length === 0 ? undefined : Math.min(...times),
    retry: () => all.forEach((part) => part.retry()),
  };
}

/** The same with other data: `mapLoadable(report, (r) => r.byModel)`. */
export function mapLoadable<A, B>(part: Loadable<A>, map: (data: A) => B): Loadable<B> {
  return { ...part, data: part.data === undefined ? undefined : map(part.data) };
}
