import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { hashOfSecret, isGeneratedSecret, MAX_SECRET_LENGTH } from './api-key-secret.js';
import { FailedAttempts } from './failed-attempts.limiter.js';
import { type ActiveKey, KeyDirectory } from './key-directory.service.js';
import { ProvenCallers } from './proven-callers.js';

/**
 * Is this text a key? Ten false ones a minute are answered, then the address is turned away. Not with it: callers
 * that have proven themselves there, and keys of our own making, which nobody finds by trying. So one agent with an
 * old key does not lock out the fleet that shares its address.
 */
@Injectable()
export class KeyVerifier {
  private readonly attempts: FailedAttempts;
  private readonly proven: ProvenCallers;

  constructor(
    private readonly keys: KeyDirectory,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.attempts = new FailedAttempts(clock);
    this.proven = new ProvenCallers(clock);
  }

  /** Throws API_KEY_INVALID, API_KEY_REVOKED or TOO_MANY_FAILED_ATTEMPTS. */
  async verify(secret: string, ip: string): Promise<ActiveKey> {
    const key = secret.length <= MAX_SECRET_LENGTH ? await this.keys.byHash(hashOfSecret(secret)) : undefined;
    const isKey = key !== undefined && key !== 'revoked';
    if (!isKey || !(isGeneratedSecret(secret) || this.proven.knows(ip, key.id))) this.assertNotBlocked(ip);
    if (!isKey) {
      this.attempts.recordFailure(ip);
      throw key === 'revoked'
        ? new DomainError('API_KEY_REVOKED', 'this API key was revoked', { fault: 'unauthenticated' })
        : new DomainError('API_KEY_INVALID', 'this is not an API key of this service', { fault: 'unauthenticated' });
    }
    this.proven.remember(ip, key.id);
    return key;
  }

  /** A false session token counts like a false key. */
  refuseFalseToken(ip: string): never {
    this.assertNotBlocked(ip);
    this.attempts.recordFailure(ip);
    throw new DomainError('SESSION_INVALID', 'the session cookie is not one of this service', {
      fault: 'unauthenticated',
    });
  }

  /** True while the address has made too many false attempts; good keys may still work from there. */
  turnsAway(ip: string): boolean {
    return this.attempts.blockedSeconds(ip) > 0;
  }

  private assertNotBlocked(ip: string): void {
    const retryAfterSeconds = this.attempts.blockedSeconds(ip);
    if (retryAfterSeconds === 0) return;
    throw new DomainError(
      'TOO_MANY_FAILED_ATTEMPTS',
      `too many false keys from this address; try again in ${retryAfterSeconds} s`,
      { fault: 'too_many', retryAfterSeconds },
    );
  }
}
