import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ApiAnswer } from './api-types';
import { ApiProblem } from './api-problem';
import { callApi } from './client';
import { mayBeSignedIn, rememberSignedIn } from './signed-in-hint';
import { onSignedOut } from './signed-out';

export type Session = ApiAnswer<'get', '/api/session'>;
export type Permission = Session['permissions'][number];

export interface SessionState {
  /** Null: nobody is signed in. Undefined: not known yet. */
  readonly session: Session | null | undefined;
  /** Whether who is signed in may do this: `can('operate')`. Show no button that would be refused. */
  readonly can: (permission: Permission) => boolean;
}

const sessionKey = ['session'];

/** Who is signed in, and what they may do. */
export function useSession(): SessionState {
  const { data } = useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 60_000 });
  return { session: data, can: (permission) => data?.permissions.includes(permission) ?? false };
}

/** Takes note when any answer says that the session has ended. Once, in the shell. */
export function useSignedOutWatch(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onSignedOut(() => {
        rememberSignedIn(false);
        client.setQueryData(sessionKey, null);
      }),
    [client],
  );
}

/** Signs in; throws `ApiProblem` when the key is refused. */
export function useSignIn(): (key: string) => Promise<void> {
  const client = useQueryClient();
  return async (key) => {
    const { keyId, name, role, permissions, via } = await callApi('post', '/api/session', { body: { key } });
    rememberSignedIn(true);
    client.removeQueries({ queryKey: ['api'] });
    client.setQueryData<Session>(sessionKey, { keyId, name, role, permissions, via });
  };
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await callApi('delete', '/api/session', {}).catch(ignoreSignedOut);
    rememberSignedIn(false);
    client.setQueryData(sessionKey, null);
    client.removeQueries({ queryKey: ['api'] });
  };
}

async function readSession({ signal }: { signal?: AbortSignal } = {}): Promise<Session | null> {
  if (!mayBeSignedIn()) return null;
  return callApi('get', '/api/session', {}, signal).catch((error: unknown) => {
    ignoreSignedOut(error);
    return null;
  });
}

function ignoreSignedOut(error: unknown): void {
  if (!(error instanceof ApiProblem && error.status === 401)) throw error;
  rememberSignedIn(false);
}
