import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { roleAllows } from '../../kernel/principal.js';
import {
  AccessControl,
  type AccessOptions,
  type AccessRule,
  accessRuleKey,
  appliedRule,
  recordRefusalBy,
  unauthenticated,
} from './access.js';

/** Default deny: every route states its rule, and the rule is applied here and nowhere else. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessControl: AccessControl,
    private readonly options: AccessOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const stated = this.reflector.getAllAndOverride<AccessRule | undefined>(accessRuleKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const rule = appliedRule(stated, this.options);
    if (rule === 'public' || rule === 'signed') return true;
    try {
      if (rule === undefined) {
        throw new DomainError('ACCESS_UNDECIDED', 'this route states no access rule and refuses everyone', {
          fault: 'forbidden',
        });
      }
      const principal = await this.accessControl.authenticate(request);
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
      return true;
    } catch (error) {
      recordRefusalBy(error, request, this.accessControl);
      throw error;
    }
  }
}
