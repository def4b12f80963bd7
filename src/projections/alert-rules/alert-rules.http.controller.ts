import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { filterText } from '../../platform/http/filter-query.js';
import { pathParameter } from '../../platform/http/path-parameter.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { revisionTag } from '../../platform/http/revision-tag.js';
import { type AlertRuleAnswer, alertRuleResponse, alertRulesResponse } from './alert-rule.response.js';
import { ListAlertRules, listAlertRulesQuery } from './list-alert-rules.query.js';
import { ShowAlertRule, showAlertRuleQuery } from './show-alert-rule.query.js';

const idOrName = pathParameter('idOrName', filterText);

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class AlertRulesReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('alert-rules')
  @ApiOperation({ operationId: 'listAlertRules', summary: 'Alert rules, the last made first.' })
  @ApiResponse({ status: 200, standardSchema: alertRulesResponse })
  list(@Query({ schema: listAlertRulesQuery }) filter: z.infer<typeof listAlertRulesQuery>) {
    return this.queries.execute(new ListAlertRules(filter));
  }

  @Get(':idOrName')
  @Access('view')
  @ReadsFrom('alert-rules')
  @ApiOperation({
    operationId: 'getAlertRule',
    summary: 'One alert rule, by its id or name.',
    description: 'Its ETag is the revision that a change by If-Match is compared with.',
  })
  @ApiResponse({
    status: 200,
    standardSchema: alertRuleResponse,
    headers: { ETag: { description: 'The revision, for If-Match.', schema: { type: 'string' } } },
  })
  async show(
    @Param('idOrName', { schema: idOrName }) reference: string,
    @Query({ schema: showAlertRuleQuery }) { asOf }: z.infer<typeof showAlertRuleQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertRuleAnswer> {
    const answer = await this.queries.execute(new ShowAlertRule(reference, asOf));
    void reply.header('etag', revisionTag(BigInt(answer.revision)));
    return answer;
  }
}
