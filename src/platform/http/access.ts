import { SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission, Principal } from '../../kernel/principal.js';

/**
 * `public`: anyone. `signed`: the route checks a signature of its own. `metrics`: public unless the operator asks for
 * a key. `authenticated`: any key, whatever its role. Everything else needs a key whose role allows it.
 */
export type AccessRule = 'public' | 'signed' | 'metrics' | 'authenticated' | Permission;

export const accessRuleKey = 'orchestrate:access-rule';

/** States who may call a route. A route without it refuses everyone, and a test fails. */
export const Access = (rule: AccessRule) => SetMetadata(accessRuleKey, rule);

/** What the guard needs of identity; bound by the composition. */
export abstract class AccessControl {
  /** The caller by API key or session cookie; undefined without credentials. Throws `unauthenticated` for false ones. */
  abstract authenticate(request: FastifyRequest): Promise<Principal | undefined>;
  /** A refused attempt, for the audit trail. Must not throw and must not hold up the answer. */
  abstract recordRefusal(
    request: FastifyRequest,
    refusal: { readonly code: string; readonly principal?: Principal },
  ): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}
