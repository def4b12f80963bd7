import { outboundError } from '../../../platform/outbound/outbound-failure.js';
import { type AttemptOutcome, outcomeOfFailure } from './answer-outcome.js';

/** The library keeps what Node says of a certificate, and not its code. */
const CERTIFICATE = /certificate|altnames/i;

/** What it means that a mail was not taken. Of the server's answer only its code is told. */
export function outcomeOfSmtpError(error: unknown): AttemptOutcome {
  const { responseCode, code, command } = error as { responseCode?: unknown; code?: unknown; command?: unknown };
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600) {
    const step = typeof command === 'string' && /^[A-Z ]{2,20}$/.test(command) ? ` at ${command}` : '';
    const text = `SMTP ${responseCode}${step}`;
    return responseCode < 500
      ? { status: 'retry', error: text, retryAfterMs: null }
      : { status: 'refused', error: text };
  }
  if (code === 'ETLS') return { status: 'refused', error: 'the server offers no encryption that can be used (ETLS)' };
  if (code === 'EAUTH') return { status: 'refused', error: 'the server takes no user name and password (EAUTH)' };
  if (CERTIFICATE.test(String((error as Error).message))) {
    return { status: 'refused', error: 'the certificate of the server is not trusted' };
  }
  return outcomeOfFailure(outboundError(error));
}
