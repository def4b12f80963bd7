import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AccessControl, type AccessOptions, type AccessRule, accessRuleKey, admit, appliedRule } from './access.js';

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
    await admit(request, rule, this.accessControl);
    return true;
  }
}
