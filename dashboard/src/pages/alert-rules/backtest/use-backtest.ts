import { useQuery } from '@tanstack/react-query';
import type { ApiAnswer, ApiBody } from '../../../api/api-types';
import { callApi } from '../../../api/client';
import type { Loadable } from '../../../api/loadable';

export type Backtest = ApiAnswer<'post', '/api/alerts/rules/backtest'>;
export type BacktestOutcome = Backtest['results'][number];
export type BacktestAsked = ApiBody<'post', '/api/alerts/rules/backtest'>;

/** Tries a rule on the recorded past. Who leaves the page before it is done ends it; what came of it is kept. */
export function useBacktest(asked: BacktestAsked | undefined): Loadable<Backtest> {
  const run = useQuery({
    queryKey: ['rule-backtest', asked],
    queryFn: ({ signal }) => callApi('post', '/api/alerts/rules/backtest', { body: asked! }, signal),
    enabled: asked !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return {
    data: run.data,
    error: run.isFetching ? undefined : (run.error ?? undefined),
    loading: run.isFetching,
    updatedAt: run.data === undefined ? undefined : run.dataUpdatedAt,
    retry: () => void run.refetch(),
  };
}
