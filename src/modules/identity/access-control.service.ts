import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/principal.js';
import { storableText } from '../../kernel/redaction.js';
import { AccessControl, type AccessRequest, unauthenticated } from '../../platform/http/access.js';
import { callerOf } from '../../platform/http/caller.js';
import { CONFIG } from '../../platform/runtime/tokens.js';
import { credentialsOf } from './credentials.js';
import type { IdentitySettings } from './identity-settings.js';
import type { ActiveKey } from './key-directory.service.js';
import { KeyVerifier } from './key-verifier.service.js';
import { accessReasonOf } from './refusal-reason.js';
import { RefusalRecorder } from './refusal-recorder.service.js';
import { assertSameOrigin } from './same-origin.js';
import { Sessions } from './sessions.service.js';

const MAX_PATH = 500;

/** Who a request's caller is: by API key, or by the cookie of a session that one of our own pages uses. */
@Injectable()
export class IdentityAccessControl extends AccessControl {
  constructor(
    private readonly verifier: KeyVerifier,
    private readonly sessions: Sessions,
    private readonly recorder: RefusalRecorder,
    @Inject(CONFIG) private readonly settings: IdentitySettings,
  ) {
    super();
  }

  override async screen(request: AccessRequest): Promise<void> {
    if (!credentialsOf(request)) {
      if (request.withoutKey) return;
      throw unauthenticated();
    }
    // A good key works from such an address too, so only looking at it can tell.
    if (this.verifier.turnsAway(request.ip)) await this.authenticate(request);
  }

  override async authenticate(request: AccessRequest): Promise<Principal | undefined> {
    const credentials = credentialsOf(request);
    if (!credentials) return request.withoutKey;
    try {
      if (credentials.kind === 'key') {
        return principalOf(await this.verifier.verify(credentials.secret, request.ip), 'api_key');
      }
      const resolved = await this.sessions.resolve(credentials.token);
      if (!resolved) this.verifier.refuseFalseToken(request.ip);
      assertSameOrigin(request, this.settings.corsOrigins);
      return principalOf(resolved.key, 'user');
    } catch (error) {
      // The guard tells of the refusals that say who asked; this one it takes for an ordinary limit.
      if (error instanceof DomainError && error.fault === 'too_many') this.recordRefusal(request, { code: error.code });
      throw error;
    }
  }

  override recordRefusal(
    request: AccessRequest,
    refusal: { readonly code: string; readonly principal?: Principal },
  ): void {
    const { principal } = refusal;
    this.recorder.record(
      {
        type: 'AccessRefused',
        data: {
          method: request.method.slice(0, 10),
          // Without the query, which may hold anything, and without a key that was taken for a part of the path.
          path: storableText(request.url.split('?')[0] ?? '').slice(0, MAX_PATH),
          reason: accessReasonOf(refusal.code),
          ...(principal ? { keyId: principal.keyId, name: principal.name, role: principal.role } : {}),
        },
      },
      callerOf(request),
    );
  }
}

export function principalOf(key: ActiveKey, via: Principal['via']): Principal {
  return { keyId: key.id, name: key.name, role: key.role, via };
}
