import { type ApiClient, createApiClient } from '../platform/api-client/api-client.js';
import { refusal, unreachable } from './demo-error.js';
import type { SenderOptions } from './fact-sender.js';

const ANSWER_LIMIT_MS = 30_000;

export type DemoAccess = Pick<SenderOptions, 'url' | 'apiKey' | 'fetch' | 'signal'>;

/** A client whose requests are marked as those of a simulated fleet; without an answer it throws a DemoError. */
export function demoApi({ url, apiKey, fetch: send = fetch, signal }: DemoAccess): ApiClient {
  return createApiClient({
    url,
    apiKey,
    userAgent: 'orchestrate-demo',
    fetch: async (request) => {
      const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
      const marked = new Request(request, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
      marked.headers.set('x-orchestrate-demo', 'true');
      return await send(marked).catch((error: unknown) => {
        signal?.throwIfAborted();
        throw unreachable(url, error);
      });
    },
  });
}

/** What was answered; a refusal is thrown as a DemoError. */
export async function answerTo<T>(
  call: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (response.ok && data !== undefined && data !== null) return data;
  throw refusal(response.status, error);
}
