import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { refusal, unreachable } from './demo-error.js';
import type { DemoFact } from './fleet-history.js';

type ItemResult = ApiAnswer<'reportEvents'>['results'][number];

export interface SenderOptions {
  readonly url: string;
  /** Undefined: requests carry no key. */
  readonly apiKey: string | undefined;
  /** Sends a request; the platform's own unless given. */
  readonly fetch?: typeof fetch;
  /** Lets time pass; the platform's own unless given. */
  readonly pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** How a batch was taken. */
export interface Receipt {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly fact: DemoFact; readonly code: string; readonly detail: string }[];
  /** Facts that the service found unusual. */
  readonly flagged: number;
  /** Log position that includes all that was taken; null when nothing was. */
  readonly position: string | null;
}

/** Most facts of one request. */
export const BATCH = 5_000;
/** A service that is away this often in a row stays away. */
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** What a service may ask for by Retry-After. */
const LONGEST_ASKED_MS = 600_000;
const ANSWER_LIMIT_MS = 60_000;

/** Refusals of single items that say "not now" rather than "never". */
const passing = new Set([
  'EVENT_LOG_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'SHUTTING_DOWN',
  'CONCURRENT_CHANGE',
]);

const zip = promisify(gzip);

/**
 * Reports facts to a running service as any reporter does, one batch after the other: the next one is made when this
 * one is answered. Every fact has an id of its own, so whatever got no clear answer is simply sent again.
 */
export class FactSender {
  private readonly pause: NonNullable<SenderOptions['pause']>;
  private readonly fetch: typeof fetch;
  private reached = false;

  constructor(private readonly options: SenderOptions) {
    this.fetch = options.fetch ?? fetch;
    this.pause = options.pause ?? (async (ms, signal) => void (await sleep(ms, undefined, signal ? { signal } : {})));
  }

  async send(facts: readonly DemoFact[]): Promise<Receipt> {
    let accepted = 0;
    let duplicates = 0;
    let flagged = 0;
    let position: string | null = null;
    const rejected: { fact: DemoFact; code: string; detail: string }[] = [];
    let open = facts;
    for (let attempt = 1; open.length > 0; attempt++) {
      const answer = await this.post(open);
      if (answer.position !== null && (position === null || answer.position > position)) position = answer.position;
      const again: DemoFact[] = [];
      open.forEach((fact, index) => {
        const result: ItemResult | undefined = answer.results[index];
        if (result?.status === 'accepted') accepted += 1;
        else if (result?.status === 'duplicate') duplicates += 1;
        else if (attempt < ATTEMPTS && (result === undefined || passing.has(result.problem?.code ?? '')))
          again.push(fact);
        else rejected.push({ fact, code: result?.problem?.code ?? 'NO_RESULT', detail: result?.problem?.detail ?? '' });
        if ((result?.flags?.length ?? 0) > 0) flagged += 1;
      });
      open = again;
      if (open.length > 0) await this.wait(attempt, null);
    }
    return { accepted, duplicates, rejected, flagged, position };
  }

  /** One request, again and again while the service asks for patience or cannot be reached. */
  private async post(facts: readonly DemoFact[]): Promise<ApiAnswer<'reportEvents'>> {
    const body = new Uint8Array(await zip(facts.map((fact) => `${JSON.stringify(fact)}\n`).join('')));
    for (let attempt = 1; ; attempt++) {
      const response = await this.request(body).catch((error: unknown) => {
        this.options.signal?.throwIfAborted();
        // A service that was never there is a wrong address; one that was there comes back.
        if (!this.reached || attempt === ATTEMPTS) throw unreachable(this.options.url, error);
        return undefined;
      });
      if (response?.ok) {
        this.reached = true;
        return response.body as ApiAnswer<'reportEvents'>;
      }
      if (response && ((response.status !== 429 && response.status !== 503) || attempt === ATTEMPTS)) {
        throw refusal(response.status, response.body);
      }
      await this.wait(attempt, response?.retryAfter ?? null);
    }
  }

  /** The whole answer, so that one that breaks off counts as none. */
  private async request(body: Uint8Array<ArrayBuffer>) {
    const { url, apiKey, signal } = this.options;
    const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const response = await this.fetch(new URL('/api/events', url), {
      method: 'POST',
      headers: {
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
        'user-agent': 'orchestrate-demo',
        'x-orchestrate-demo': 'true',
      },
      body,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const text = await response.text();
    return {
      ok: response.ok,
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: parsed(text),
    };
  }

  private wait(attempt: number, retryAfter: string | null): Promise<void> {
    const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1_000;
    const ms =
      asked >= 0 ? Math.min(asked, LONGEST_ASKED_MS) : Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
    return this.pause(ms, this.options.signal);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
