import type { Clock } from '../../../kernel/clock.js';
import type { OutboundHttp } from '../../../platform/outbound/outbound-http.js';
import { type AttemptOutcome, outcomeOfAnswer, outcomeOfFailure } from './answer-outcome.js';

export interface JsonPost {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** What the body of an answer says in a word that is known and may be shown. */
  readonly codeOf?: (body: string) => string;
}

/** Posts JSON once and says what came of it. */
export async function attemptPost(
  http: OutboundHttp,
  clock: Clock,
  { url, body, headers = {}, signal, codeOf = () => '' }: JsonPost,
): Promise<AttemptOutcome> {
  try {
    const answer = await http.post({ url, body, signal, headers: { 'content-type': 'application/json', ...headers } });
    return outcomeOfAnswer(answer, clock.now(), codeOf(answer.body));
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

/** The refusal of a channel that lacks what it cannot send without. */
export const secretMissing = (field: string): AttemptOutcome => ({
  status: 'refused',
  error: `secrets.${field} is not set; set it again`,
});
