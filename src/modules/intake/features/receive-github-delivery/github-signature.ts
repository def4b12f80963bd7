import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../../../kernel/domain-error.js';

const form = /^sha256=([0-9a-f]{64})$/i;

/** Throws unless the header `X-Hub-Signature-256` is the HMAC-SHA256 of the body's exact bytes. */
export function assertSigned(body: Uint8Array, header: unknown, secret: string): void {
  if (header === undefined) {
    throw refused('SIGNATURE_MISSING', 'the header X-Hub-Signature-256 is missing: give the webhook a secret');
  }
  const hex = typeof header === 'string' ? form.exec(header)?.[1] : undefined;
  if (hex === undefined) {
    throw refused('SIGNATURE_INVALID', 'X-Hub-Signature-256 is not of the form sha256= and 64 hexadecimal digits');
  }
  const expected = createHmac('sha256', secret).update(body).digest();
  if (!timingSafeEqual(Buffer.from(hex, 'hex'), expected)) {
    throw refused(
      'SIGNATURE_INVALID',
      'the signature is not that of this body with our secret: compare the secret of the webhook with GITHUB_WEBHOOK_SECRET',
    );
  }
}

const refused = (code: string, message: string) => new DomainError(code, message, { fault: 'unauthenticated' });
