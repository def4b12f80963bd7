import { Readable } from 'node:stream';
import { type ApiClient, createApiClient } from '../platform/api-client/api-client.js';
import { CliError, type Problem } from './cli-error.js';
import { version } from './version.js';

const ANSWER_LIMIT_MS = 30_000;
const userAgent = `orchestrate-cli/${version}`;

/** A client whose failures read well: no answer, or an answer that is not the API's, is a CliError. */
export function openApi({ url, apiKey }: { readonly url: string; readonly apiKey: string | undefined }): ApiClient {
  return createApiClient({
    url,
    apiKey,
    userAgent,
    fetch: async (request) => {
      const { status, headers, body } = await send(request).catch((error: unknown) => {
        throw unreachable(url, error);
      });
      const isAnswer =
        body.length === 0 || isCsv(headers.get('content-type')) || isJson(headers.get('content-type'), body);
      if (!isAnswer) throw notTheApi(url, status);
      return new Response(body.length > 0 ? body : null, { status, headers });
    },
  });
}

/** What the API answered; a refusal is thrown as a CliError. */
export async function answered<T>(
  call: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (response.ok && data !== undefined && data !== null) return data;
  throw refused(problemOf(error, response.status), response.headers.get('retry-after'));
}

/** An answer that is read while it comes, however long it is; a refusal is thrown as a CliError. */
export async function streamed(
  { url, apiKey }: { readonly url: string; readonly apiKey: string | undefined },
  path: string,
  init: RequestInit & { readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Readable> {
  const response = await fetch(new URL(path, url), {
    ...init,
    headers: {
      'user-agent': userAgent,
      ...init.headers,
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
  }).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  if (response.ok && response.body !== null) return Readable.fromWeb(response.body as never);
  const body: unknown = await response.json().catch(() => undefined);
  throw refused(problemOf(body, response.status), response.headers.get('retry-after'));
}

/** An answer that ended before its end. */
export function brokenOff(title: string): CliError {
  return new CliError({ title, detail: 'the answer broke off', code: 'ANSWER_BROKEN_OFF' }, ['Try again.']);
}

/** The whole answer, so that one that breaks off counts as none. */
async function send(request: Request) {
  const { status, headers, ...answer } = await fetch(request, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).then(
    async (response) => ({ status: response.status, headers: response.headers, body: await response.text() }),
  );
  return { status, headers, body: answer.body };
}

/** What some routes answer where it is asked for. */
function isCsv(contentType: string | null): boolean {
  return /^text\/csv\b/.test(contentType ?? '');
}

function isJson(contentType: string | null, body: string): boolean {
  if (!/\bjson\b/.test(contentType ?? '')) return false;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function problemOf(body: unknown, status: number): Problem {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return { title: `HTTP ${status}`, detail: 'the service gave no reason', code: `HTTP_${status}`, status, ...given };
}

/** A refusal with what can be done about it. */
export function refused(problem: Problem, retryAfter: string | null): CliError {
  return new CliError(problem, waysOutOf(problem, retryAfter));
}

function waysOutOf({ status, code }: Problem, retryAfter: string | null): string[] {
  const soon = retryAfter === null ? 'in a while' : `in ${retryAfter} s`;
  if (status === 401) return ['Give a key with --api-key or ORCHESTRATE_API_KEY.'];
  if (status === 403) return ['Take a key whose role allows this; an admin makes one with `orchestrate keys create`.'];
  if (status === 404 && code === 'ROUTE_UNKNOWN') {
    return ['The service may be older than this program, or --url may point to something else.'];
  }
  if (status === 429 || status === 503) return [`Try again ${soon}.`];
  if (status !== undefined && status >= 500) return ["The service's log says more; look for the trace."];
  return [];
}

/** No answer at all. */
function unreachable(url: string, error: unknown): CliError {
  const late = error instanceof Error && error.name === 'TimeoutError';
  return new CliError(
    {
      title: 'Service not reachable',
      detail: late ? `${url} did not answer within ${ANSWER_LIMIT_MS / 1_000} s` : `${url}: ${reasonOf(error)}`,
      code: 'SERVICE_UNREACHABLE',
    },
    [
      'Start the service with `orchestrate serve`,',
      'or name a running one with --url or ORCHESTRATE_URL, such as http://127.0.0.1:4040.',
    ],
  );
}

/** Node hides the cause of a failed fetch one level down, and of several addresses tried two. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: unknown };
  const {
    code,
    errors,
    message: inner,
  } = (cause ?? {}) as { code?: string; errors?: { code?: string }[]; message?: string };
  const known = code ?? errors?.[0]?.code;
  return (known === undefined ? undefined : REASONS[known]) ?? known ?? inner ?? message ?? 'no answer';
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ENOTFOUND: 'no such host (ENOTFOUND)',
  EAI_AGAIN: 'the host name cannot be looked up just now (EAI_AGAIN)',
  ECONNRESET: 'the connection was cut (ECONNRESET)',
  UND_ERR_SOCKET: 'the connection was cut',
};

function notTheApi(url: string, status: number): CliError {
  return new CliError(
    {
      title: 'Not the API',
      detail: `${url} answered ${status} with something else than JSON: it is not Orchestrate Monitor, or a proxy stands before it`,
      code: 'ANSWER_UNEXPECTED',
    },
    ['Check --url or ORCHESTRATE_URL.'],
  );
}
