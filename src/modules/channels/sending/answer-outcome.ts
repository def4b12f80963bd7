import type { DeliveryOutcome } from '../domain/notification-message.js';
import { OutboundFailure, OutboundRefused } from '../../../platform/outbound/outbound-failure.js';
import type { OutboundAnswer } from '../../../platform/outbound/outbound-http.js';

/** What came of an attempt; `gone`: the receiver says that it will never be back. */
export type AttemptOutcome = DeliveryOutcome & { readonly gone?: true };

const MAX_RETRY_AFTER_MS = 3_600_000;
const RETRIED = new Set([408, 425, 429]);

/** What an answer means. `code`: what the receiver's body says in a word that we know. */
export function outcomeOfAnswer(answer: OutboundAnswer, now: Date, code = ''): AttemptOutcome {
  const { status } = answer;
  const text = `HTTP ${status}${code === '' ? '' : ` ${code}`}`;
  if (status >= 200 && status < 300) return { status: 'delivered', detail: text };
  if (RETRIED.has(status) || status >= 500) {
    return { status: 'retry', error: text, retryAfterMs: retryAfterMs(answer, now) };
  }
  if (status >= 300 && status < 400) return { status: 'refused', error: `${text}: redirects are not followed` };
  return { status: 'refused', error: text, ...(status === 410 ? { gone: true } : {}) };
}

/** What it means that there was no answer. */
export function outcomeOfFailure(error: unknown): AttemptOutcome {
  if (error instanceof OutboundRefused) return { status: 'refused', error: `the address ${error.message}` };
  if (error instanceof OutboundFailure) {
    return CERTIFICATE.test(error.code)
      ? { status: 'refused', error: `the certificate of the receiver is not trusted (${error.code})` }
      : { status: 'retry', error: `no answer (${error.code})`, retryAfterMs: null };
  }
  throw error;
}

/** Codes of Node for what is wrong with a certificate: trying again helps only after somebody has changed it. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_CERT/;

/** Seconds or a date, as the header has them, and else seconds in Slack's answer; an hour at most. */
function retryAfterMs({ retryAfter, body }: OutboundAnswer, now: Date): number | null {
  const seconds = /^\d{1,9}$/.test(retryAfter ?? '') ? Number(retryAfter) : secondsIn(body);
  if (retryAfter !== undefined && seconds === undefined) {
    const at = Date.parse(retryAfter);
    return Number.isNaN(at) ? null : bounded(at - now.getTime());
  }
  return seconds === undefined ? null : bounded(seconds * 1_000);
}

function secondsIn(body: string): number | undefined {
  const [, seconds] = /^\s*\{.{0,500}"retry_after"\s*:\s*(\d{1,9}(?:\.\d{1,6})?)\b/s.exec(body) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

const bounded = (ms: number) => Math.min(Math.max(0, Math.ceil(ms)), MAX_RETRY_AFTER_MS);
