import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { ruleInPath } from '../rule-in-path.js';
import { ExplainRule, explainRuleQuery } from './explain-rule.query.js';
import { type ExplainedRule, explainedRule } from './explained-rule.response.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class ExplainRuleController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':idOrName/explain')
  @Access('view')
  @ReadsFrom('alerts')
  @ApiOperation({
    operationId: 'explainAlertRule',
    summary: 'Why an alert rule did, or did not, fire at a moment.',
    description:
      'What its evaluation came to, its condition and both sides of the comparison on the recorded series of then, and ' +
      'what happened to its alerts around it.',
  })
  @ApiResponse({ status: 200, standardSchema: explainedRule })
  explain(
    @Param('idOrName', { schema: ruleInPath }) reference: string,
    @Query({ schema: explainRuleQuery }) { at }: z.infer<typeof explainRuleQuery>,
  ): Promise<ExplainedRule> {
    return this.queries.execute(new ExplainRule(reference, at === undefined ? undefined : new Date(at)));
  }
}
