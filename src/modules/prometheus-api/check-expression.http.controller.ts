import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { filterInstant } from '../../platform/http/filter-query.js';
import { FaultsAsAnswer } from '../../platform/http/faults-as-answer.interceptor.js';
import type { Expr } from '../../promql/ast.js';
import { parsePromql } from '../../promql/parse.js';
import { PromqlError } from '../../promql/promql-error.js';
import { remark, type RuleRemark, ruleRemark } from '../../rules/rule-remark.js';
import { PrometheusRefusal } from './prometheus-refusal.js';
import { QueryRunner } from './run-query.service.js';

/** A check is no query: what takes longer is asked to say so itself. */
const PATIENCE_MS = 5_000;

const checkExpressionRequest = z.strictObject({
  expression: z.string().max(100_000),
  time: filterInstant
    .optional()
    .describe('Evaluate it at this moment too: what only its series refuse, as many-to-many matching, is known then.'),
});
const checkedExpression = z.discriminatedUnion('valid', [
  z.object({ valid: z.literal(true) }),
  z.object({ valid: z.literal(false), problems: z.array(ruleRemark) }),
]);

/** Says of an expression what asking it would refuse, without an error: people are typing. */
@ApiTags('prometheus')
@Controller('api/promql')
@UseInterceptors(FaultsAsAnswer)
export class CheckExpressionController {
  constructor(private readonly runner: QueryRunner) {}

  @Post('check')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({
    operationId: 'checkExpression',
    summary: 'Check an expression: its syntax, functions and types; with a time, whether it can be evaluated then.',
  })
  @ApiResponse({ status: 200, standardSchema: checkedExpression })
  async check(
    @Body({ schema: checkExpressionRequest }) { expression, time }: z.infer<typeof checkExpressionRequest>,
  ): Promise<z.infer<typeof checkedExpression>> {
    const problem = await this.problemOf(expression, time);
    return problem === undefined ? { valid: true } : { valid: false, problems: [problem] };
  }

  private async problemOf(expression: string, time: string | undefined): Promise<RuleRemark | undefined> {
    let parsed: Expr;
    try {
      parsed = parsePromql(expression);
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      return remark('expression', error.message, expression, error.span);
    }
    if (time === undefined) return undefined;
    try {
      await this.runner.instant(parsed, Date.parse(time), { timeoutMs: PATIENCE_MS, lookbackMs: undefined });
      return undefined;
    } catch (error) {
      if (!(error instanceof PrometheusRefusal)) throw error;
      return error.errorType === 'execution' ? remark('expression', error.message) : undefined;
    }
  }
}
