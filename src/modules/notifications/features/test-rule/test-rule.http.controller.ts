import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { TestRule } from './test-rule.command.js';
import { type TestedRule, testedRule } from './test-rule.response.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class TestRuleController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':idOrName/test')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({
    operationId: 'testAlertRule',
    summary: 'Send a test message over each channel of a rule and say what came of it.',
    description: 'It is really sent, marked as a test; silences, groups and limits are left aside.',
  })
  @ApiResponse({ status: 200, standardSchema: testedRule })
  test(
    @Param('idOrName', { schema: pathParameter('idOrName', pathId) }) reference: string,
    @Caller() caller: CommandContext,
  ): Promise<TestedRule> {
    return this.commands.execute(new TestRule(reference, caller));
  }
}
