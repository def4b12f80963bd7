import { request as plainRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { guardedLookup, type Resolver, systemResolver } from './guarded-lookup.js';
import { OutboundFailure, outboundError, OutboundRefused } from './outbound-failure.js';
import type { OutboundPolicy } from './outbound-policy.js';
import { untraced } from './untraced.js';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the request from outside. */
  readonly signal: AbortSignal;
}

/** What came back. The body is for the eyes of a program: users are never shown it. */
export interface OutboundAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** At most its first 64 KB, and what of it came in time. */
  readonly body: string;
}

export interface OutboundHttpOptions {
  readonly timeoutMs?: number;
  readonly resolve?: Resolver;
}

/**
 * POSTs to addresses that users named. Every address is judged, as it is written and as it is connected to; redirects
 * are answers like others; proxies of the environment are not used; the whole exchange is bounded in time and size.
 */
export class OutboundHttp {
  private readonly timeoutMs: number;
  private readonly lookup: ReturnType<typeof guardedLookup>;

  constructor(
    readonly policy: OutboundPolicy,
    { timeoutMs = TIMEOUT_MS, resolve = systemResolver }: OutboundHttpOptions = {},
  ) {
    this.timeoutMs = timeoutMs;
    this.lookup = guardedLookup(policy, resolve);
  }

  /** Throws OutboundRefused or OutboundFailure. Once a status has come it is the answer, whatever its body does. */
  async post({ url, headers, body, signal }: OutboundRequest): Promise<OutboundAnswer> {
    const problem = this.policy.problemOfUrl(url);
    if (problem !== undefined) throw new OutboundRefused(problem);
    const deadline = AbortSignal.timeout(this.timeoutMs);
    const until = AbortSignal.any([signal, deadline]);
    try {
      return await this.exchange(new URL(url), headers, body, until);
    } catch (error) {
      if (signal.aborted) throw new OutboundFailure('ABORTED');
      if (deadline.aborted) throw new OutboundFailure('TIMEOUT');
      throw outboundError(error);
    }
  }

  private exchange(url: URL, headers: OutboundRequest['headers'], body: string, signal: AbortSignal) {
    return new Promise<OutboundAnswer>((resolve, reject) => {
      const options: RequestOptions & { [untraced]: true } = {
        method: 'POST',
        headers: {
          'user-agent': 'orchestrate-monitor',
          'accept-encoding': 'identity',
          ...headers,
          'content-length': String(Buffer.byteLength(body)),
        },
        // An agent of its own: no connection is kept whose address was judged for another request.
        agent: false,
        lookup: this.lookup,
        signal,
        [untraced]: true,
      };
      const send = url.protocol === 'https:' ? secureRequest : plainRequest;
      let answering = false;
      const fail = (error: unknown) => {
        // Once there is a status, whatever breaks breaks off the body alone.
        if (!answering) reject(error);
      };
      const request: ClientRequest = send(url, options, (response) => {
        answering = true;
        void answerOf(response, signal).then(resolve, reject);
      });
      request.on('error', fail);
      // An answer that is none, such as 101, only closes.
      request.on('close', () => fail(new OutboundFailure('NO_ANSWER')));
      request.end(body);
    });
  }
}

async function answerOf(response: IncomingMessage, signal: AbortSignal): Promise<OutboundAnswer> {
  const body = await beginningOf(response, signal);
  response.destroy();
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body };
}

function beginningOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = () => {
      response.removeAllListeners('data');
      resolve(Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8'));
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_ANSWER_BYTES) done();
    });
    response.once('end', done);
    response.once('close', done);
    response.on('error', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
