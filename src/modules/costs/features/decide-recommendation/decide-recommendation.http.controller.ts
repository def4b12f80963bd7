import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { DecideRecommendation } from './decide-recommendation.command.js';
import {
  type DecidedAnswer,
  decidedRecommendation,
  type DecisionRequest,
  decisionRequest,
} from './decide-recommendation.request.js';

@ApiTags('costs')
@Controller('api/cost/recommendations')
export class DecideRecommendationController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/decision')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({
    operationId: 'decideRecommendation',
    summary: 'Accept or dismiss a recommendation, or have it shown again.',
    description: 'What was dismissed stays away until the expected saving is one and a half times what it was then.',
  })
  @ApiResponse({ status: 200, standardSchema: decidedRecommendation })
  decide(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Body({ schema: decisionRequest }) request: DecisionRequest,
    @Caller() caller: CommandContext,
  ): Promise<DecidedAnswer> {
    return this.commands.execute(new DecideRecommendation(id, request, caller));
  }
}
