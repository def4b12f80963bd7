import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { type Permission, type Principal, roleAllows } from '../../kernel/principal.js';

/**
 * `public`: anyone. `signed`: the route checks a signature of its own. `metrics`: public unless the operator asks for
 * a key. `authenticated`: any key, whatever its role. Everything else needs a key whose role allows it.
 */
export type AccessRule = 'public' | 'signed' | 'metrics' | 'authenticated' | Permission;

export const accessRuleKey = 'orchestrate:access-rule';

/** States who may call a route, to the guard and to the router. A route without it refuses everyone, and a test fails. */
export const Access = (rule: AccessRule) =>
  applyDecorators(SetMetadata(accessRuleKey, rule), RouteConfig({ access: rule }));

export interface AccessOptions {
  /** `required`: the metrics routes need a key with `view`. */
  readonly metricsAuth: 'open' | 'required';
}

/** What a stated rule comes to here. */
export function appliedRule(
  stated: AccessRule | undefined,
  { metricsAuth }: AccessOptions,
): Exclude<AccessRule, 'metrics'> | undefined {
  if (stated !== 'metrics') return stated;
  return metricsAuth === 'required' ? 'view' : 'public';
}

/** The refusal of who shows nothing. */
export function unauthenticated(): DomainError {
  return new DomainError('UNAUTHENTICATED', 'send an API key as `authorization: Bearer …` or `x-api-key`', {
    fault: 'unauthenticated',
  });
}

/** What of a request says who asks and for what; requests of other transports are told in the same terms. */
export type AccessRequest = Pick<
  FastifyRequest,
  'id' | 'method' | 'url' | 'host' | 'ip' | 'headers' | 'cookies' | 'principal' | 'withoutKey'
>;

/** What the guard needs of identity; bound by the composition. */
export abstract class AccessControl {
  /**
   * What can be said before the body is read. Throws `unauthenticated` without credentials, and `too_many` (which it
   * records itself) for false ones from an address that is turned away; everything else is left to `authenticate`.
   */
  abstract screen(request: AccessRequest): Promise<void>;
  /** The caller by API key or session cookie; without credentials `withoutKey`. Throws `unauthenticated` for false ones. */
  abstract authenticate(request: AccessRequest): Promise<Principal | undefined>;
  /** A refused attempt, for the audit trail. Must not throw and must not hold up the answer. */
  abstract recordRefusal(
    request: AccessRequest,
    refusal: { readonly code: string; readonly principal?: Principal },
  ): void;
}

/** Lets in whom the rule allows, and names the caller on the request; a refusal is recorded and thrown. */
export async function admit(
  request: AccessRequest,
  rule: Exclude<AccessRule, 'public' | 'signed' | 'metrics'> | undefined,
  accessControl: AccessControl,
): Promise<void> {
  try {
    if (rule === undefined) {
      throw new DomainError('ACCESS_UNDECIDED', 'this route states no access rule and refuses everyone', {
        fault: 'forbidden',
      });
    }
    const principal = await accessControl.authenticate(request);
    if (!principal) throw unauthenticated();
    request.principal = principal;
    if (rule !== 'authenticated' && !roleAllows(principal.role, rule)) {
      throw new DomainError(
        'FORBIDDEN',
        `the role ${principal.role} may not do this; it needs the permission ${rule}`,
        {
          fault: 'forbidden',
        },
      );
    }
  } catch (error) {
    recordRefusalBy(error, request, accessControl);
    throw error;
  }
}

/** Has a refusal that says who asked on record; other errors are not of that kind. */
export function recordRefusalBy(error: unknown, request: AccessRequest, accessControl: AccessControl): void {
  if (!(error instanceof DomainError) || (error.fault !== 'unauthenticated' && error.fault !== 'forbidden')) return;
  accessControl.recordRefusal(request, {
    code: error.code,
    ...(request.principal ? { principal: request.principal } : {}),
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** As `@Access` stated it; read before the body is. */
    access?: AccessRule;
  }

  interface FastifyRequest {
    principal?: Principal;
    /** Whom the caller is taken for when it shows no credentials; unset: for nobody. */
    withoutKey?: Principal;
  }
}
