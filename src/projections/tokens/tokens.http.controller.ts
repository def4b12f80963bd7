import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ReportTokens, reportTokensQuery, type TokensReport, tokensReport } from './report-tokens.query.js';

@ApiTags('tokens')
@Controller('api/tokens')
export class TokensController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('tokens', 'agents')
  @ApiOperation({ operationId: 'reportTokens', summary: 'Tokens and reported costs of model calls, grouped.' })
  @ApiResponse({ status: 200, standardSchema: tokensReport })
  report(@Query({ schema: reportTokensQuery }) request: z.infer<typeof reportTokensQuery>): Promise<TokensReport> {
    return this.queries.execute(new ReportTokens(request));
  }
}
