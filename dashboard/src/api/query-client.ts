import { QueryClient } from '@tanstack/react-query';
import { ServiceAway } from './api-problem';

const TRIES = 3;

/**
 * A refusal is final, so it is not asked again. Without an answer, queries wait until `connection.ts` has found the
 * service again; something that answers for it (a proxy) is asked a few times, with growing pauses.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => error instanceof ServiceAway && failures < TRIES,
      retryDelay: (attempt) => Math.min(1_000 * 3 ** attempt, 15_000),
      staleTime: 10_000,
      gcTime: 120_000,
      refetchOnWindowFocus: true,
      // What was read before the service went away is old, however short ago that was.
      refetchOnReconnect: 'always',
    },
    // A change that cannot be sent fails at once: nobody wants it carried out minutes later.
    mutations: { networkMode: 'always', retry: false },
  },
});
