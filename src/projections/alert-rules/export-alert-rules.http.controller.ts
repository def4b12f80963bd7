import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { type ExportedAlertRules, ExportAlertRules, exportAlertRulesQuery } from './export-alert-rules.query.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class ExportAlertRulesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('export')
  @Access('view')
  @ReadsFrom('alert-rules')
  @ApiOperation({
    operationId: 'exportAlertRules',
    summary: 'The alert rules as a rule file of Prometheus.',
    description:
      'Annotations that begin with orchestrate_ hold what Prometheus has no place for; see docs/alert-rules.md.',
  })
  @ApiResponse({
    status: 200,
    content: {
      'application/yaml': { schema: { type: 'string' } },
      'application/json': {
        schema: {
          type: 'object',
          required: ['content', 'rules'],
          properties: { content: { type: 'string' }, rules: { type: 'integer' } },
        },
      },
    },
  })
  async export(
    @Query({ schema: exportAlertRulesQuery }) { format, ...filter }: z.infer<typeof exportAlertRulesQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportedAlertRules | string> {
    const exported = await this.queries.execute(new ExportAlertRules(filter));
    if (format === 'json') return exported;
    void reply
      .type('application/yaml; charset=utf-8')
      .header('content-disposition', 'attachment; filename="alert-rules.yml"');
    return exported.content;
  }
}
