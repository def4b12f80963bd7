import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { roleAllows } from '../../kernel/principal.js';
import { AccessControl, accessRuleKey, type AccessRule } from './access.js';

export interface AccessGuardOptions {
  /** `required`: the metrics routes need a key with `view`. */
  readonly metricsAuth: 'open' | 'required';
}

/** Default deny: every route states its rule, and the rule is applied here and nowhere else. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessControl: AccessControl,
    private readonly options: AccessGuardOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const stated = this.reflector.getAllAndOverride<AccessRule | undefined>(accessRuleKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const rule = stated === 'metrics' ? (this.options.metricsAuth === 'required' ? 'view' : 'public') : stated;
    if (rule === 'public' || rule === 'signed') return true;
    try {
      if (rule === undefined) {
        throw new DomainError('ACCESS_UNDECIDED', 'this route states no access rule and refuses everyone', {
          fault: 'forbidden',
        });
      }
      const principal = await this.accessControl.authenticate(request);
      if (!principal) {
        throw new DomainError('UNAUTHENTICATED', 'send an API key as `authorization: Bearer …` or `x-api-key`', {
          fault: 'unauthenticated',
        });
      }
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
      return true;
    } catch (error) {
      if (error instanceof DomainError && (error.fault === 'unauthenticated' || error.fault === 'forbidden')) {
        this.accessControl.recordRefusal(request, {
          code: error.code,
          ...(request.principal ? { principal: request.principal } : {}),
        });
      }
      throw error;
    }
  }
}
