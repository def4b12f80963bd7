import { Controller, Delete, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { filterText } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { RemoveBudget, type RemovedBudget } from './remove-budget.command.js';

const removedBudget = z.object({ id: z.string(), name: z.string(), position: z.string() });

@ApiTags('costs')
@Controller('api/cost/budgets')
export class RemoveBudgetController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':idOrName')
  @Access('operate')
  @ApiOperation({ operationId: 'removeBudget', summary: 'Give a budget up.' })
  @ApiResponse({ status: 200, standardSchema: removedBudget })
  remove(
    @Param('idOrName', { schema: pathParameter('idOrName', filterText) }) reference: string,
    @Caller() caller: CommandContext,
  ): Promise<RemovedBudget> {
    return this.commands.execute(new RemoveBudget(reference, caller));
  }
}
