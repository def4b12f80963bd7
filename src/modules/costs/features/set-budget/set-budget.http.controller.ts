import { Body, Controller, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { SetBudget } from './set-budget.command.js';
import {
  budgetOfRequest,
  type SetBudgetRequest,
  setBudgetRequest,
  type WrittenBudget,
  writtenBudget,
} from './set-budget.request.js';

@ApiTags('costs')
@Controller('api/cost/budgets')
export class SetBudgetController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Access('operate')
  @ApiOperation({ operationId: 'setBudget', summary: 'Set what may be spent, or change the budget of the same name.' })
  @ApiResponse({ status: 200, standardSchema: writtenBudget })
  set(
    @Body({ schema: setBudgetRequest }) request: SetBudgetRequest,
    @Caller() caller: CommandContext,
  ): Promise<WrittenBudget> {
    return this.commands.execute(new SetBudget(budgetOfRequest(request), caller));
  }
}
