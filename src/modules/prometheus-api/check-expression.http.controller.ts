import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { FaultsAsAnswer } from '../../platform/http/faults-as-answer.interceptor.js';
import { parsePromql } from '../../promql/parse.js';
import { PromqlError } from '../../promql/promql-error.js';
import { remark, ruleRemark } from '../../rules/rule-remark.js';

const checkExpressionRequest = z.strictObject({ expression: z.string().max(100_000) });
const checkedExpression = z.discriminatedUnion('valid', [
  z.object({ valid: z.literal(true) }),
  z.object({ valid: z.literal(false), problems: z.array(ruleRemark) }),
]);

/** Says of an expression what asking it would refuse, without asking it and without an error: people are typing. */
@ApiTags('prometheus')
@Controller('api/promql')
@UseInterceptors(FaultsAsAnswer)
export class CheckExpressionController {
  @Post('check')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({
    operationId: 'checkExpression',
    summary: 'Check an expression without asking it: its syntax, functions and types.',
  })
  @ApiResponse({ status: 200, standardSchema: checkedExpression })
  check(
    @Body({ schema: checkExpressionRequest }) { expression }: z.infer<typeof checkExpressionRequest>,
  ): z.infer<typeof checkedExpression> {
    try {
      parsePromql(expression);
      return { valid: true };
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      return { valid: false, problems: [remark('expression', error.message, expression, error.span)] };
    }
  }
}
