import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { fieldProblems } from '../../../kernel/field-problems.js';
import { remark } from '../../../rules/rule-remark.js';
import { salvagedDraft } from '../../../rules/salvaged-draft.js';
import { AlertRuleChecks } from '../alert-rule-checks.service.js';
import { alertRuleInvalid } from '../alert-rule-invalid.js';

/** Of a rule that is refused for its form, tells what else is wrong with it, so that all can be mended at once. */
@Injectable()
export class AllFaultsOfRule implements NestInterceptor {
  constructor(private readonly checks: AlertRuleChecks) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        const salvaged = salvagedDraft(context.switchToHttp().getRequest<FastifyRequest>().body);
        if (salvaged === undefined || salvaged.issues.length === 0) throw error;
        const further = await this.checks.allFurtherProblems(salvaged);
        if (further.length === 0) throw error;
        const ofForm = fieldProblems(salvaged.issues).map(({ field, message }) => remark(field, message));
        throw alertRuleInvalid([...ofForm, ...further]);
      }),
    );
  }
}
