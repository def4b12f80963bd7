import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import type { Permission, Principal } from '../../kernel/principal.js';

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

/** What the guard needs of identity; bound by the composition. */
export abstract class AccessControl {
  /**
   * What can be said before the body is read. Throws `unauthenticated` without credentials, and `too_many` (which it
   * records itself) for false ones from an address that is turned away; everything else is left to `authenticate`.
   */
  abstract screen(request: FastifyRequest): Promise<void>;
  /** The caller by API key or session cookie; undefined without credentials. Throws `unauthenticated` for false ones. */
  abstract authenticate(request: FastifyRequest): Promise<Principal | undefined>;
  /** A refused attempt, for the audit trail. Must not throw and must not hold up the answer. */
  abstract recordRefusal(
    request: FastifyRequest,
    refusal: { readonly code: string; readonly principal?: Principal },
  ): void;
}

/** Has a refusal that says who asked on record; other errors are not of that kind. */
export function recordRefusalBy(error: unknown, request: FastifyRequest, accessControl: AccessControl): void {
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
  }
}
