import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { RepriceCosts } from './reprice-costs.command.js';
import {
  type RepriceCostsRequest,
  repriceCostsRequest,
  type RepricedCosts,
  repricedCosts,
} from './reprice-costs.request.js';

@ApiTags('costs')
@Controller('api/cost/reprice')
export class RepriceCostsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @Access('administer')
  @ApiOperation({
    operationId: 'repriceCosts',
    summary: 'Reckon all costs by the prices as they were known at some time.',
    description: 'It holds for every report until it is decided again. With dryRun it only says what would change.',
  })
  @ApiResponse({ status: 200, standardSchema: repricedCosts })
  reprice(
    @Body({ schema: repriceCostsRequest }) request: RepriceCostsRequest,
    @Caller() caller: CommandContext,
  ): Promise<RepricedCosts> {
    return this.commands.execute(new RepriceCosts(request, caller));
  }
}
