import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiAnswer, ApiInput, Method, PathOf } from './api-types';
import { callApi } from './client';

export interface ApiMutation<M extends Method, P> {
  /** Sends it; throws `ApiProblem` or `ServiceAway`, for forms that show the faulty field. */
  readonly send: (input: ApiInput<M, P>) => Promise<ApiAnswer<M, P>>;
  readonly sending: boolean;
  readonly error: Error | undefined;
  readonly reset: () => void;
}

/**
 * Changes something through the API. Afterwards everything on the page is read anew, no older than this change.
 *
 *     const acknowledge = useApiMutation('post', '/api/alerts/{id}/acknowledge');
 *     await acknowledge.send({ path: { id }, body: { note } });
 *
 * `useAction` wraps it with the messages that people see.
 */
export function useApiMutation<M extends Exclude<Method, 'get'>, P extends PathOf<M>>(
  method: M,
  path: P,
): ApiMutation<M, P> {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (input: ApiInput<M, P>) => callApi(method, path, input),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['api'] }),
  });
  return {
    send: mutation.mutateAsync,
    sending: mutation.isPending,
    error: mutation.error ?? undefined,
    reset: mutation.reset,
  };
}
