import createClient from 'openapi-fetch';
import { problemOf, ServiceAway } from './api-problem';
import type { ApiAnswer, ApiInput, Method, PathOf } from './api-types';
import { checkConnection, reportAway, reportHeard } from './connection';
import { acceptsMinPosition } from './read-parameters';
import type { paths } from './schema';
import { announceSignedOut } from './signed-out';
import { rememberWrite, writtenPosition } from './written-position';

/** Same origin: the browser adds the session cookie itself. */
const openApi = createClient<paths>({ baseUrl: window.location.origin, fetch: fetchAnswer });

/** Its calls as they look once the types below have checked path and input. */
type UncheckedCall = (path: string, init: object) => Promise<{ data?: unknown }>;

/**
 * One call of the API, typed by its document. Throws `ApiProblem` when the service refuses, `ServiceAway` when nobody
 * answers. Components use `useApi` and `useApiMutation` instead.
 */
export async function callApi<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  input: ApiInput<M, P>,
  signal?: AbortSignal,
): Promise<ApiAnswer<M, P>> {
  const call = openApi[method.toUpperCase() as 'GET'] as unknown as UncheckedCall;
  const { data } = await call(path, {
    params: { path: input.path, query: method === 'get' ? withPosition(path, input.query) : input.query },
    ...(input.body === undefined ? {} : { body: input.body }),
    ...(input.ifMatch == null ? {} : { headers: { 'if-match': `"${input.ifMatch}"` } }),
    ...(signal ? { signal } : {}),
  });
  if (method !== 'get') rememberWrite((data as { position?: unknown } | undefined)?.position);
  return data as ApiAnswer<M, P>;
}

/** For what is no JSON, such as an export: the answer itself, with the same errors. */
export async function fetchAnswer(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await globalThis.fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    reportAway();
    throw new ServiceAway('the service does not answer');
  }
  if (response.ok) {
    reportHeard();
    return response;
  }
  // Parts that are not ready are an answer about the parts.
  if (response.status === 503 && new URL(request.url).pathname === '/readyz') return asOk(response);
  const problem = await problemOf(response);
  if (!problem) {
    void checkConnection();
    throw new ServiceAway(`the service does not answer (${response.status} from something before it)`);
  }
  if (problem.status === 401 && !request.url.endsWith('/api/session')) announceSignedOut();
  throw problem;
}

const asOk = (response: Response) => new Response(response.body, { status: 200, headers: response.headers });

function withPosition(path: string, query: object | undefined): object | undefined {
  const minPosition = acceptsMinPosition(path) ? writtenPosition() : undefined;
  return minPosition === undefined ? query : { minPosition, ...query };
}
