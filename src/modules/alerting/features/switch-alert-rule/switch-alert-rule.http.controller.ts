import { Controller, Delete, HttpCode, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { IfMatch, revisionTag } from '../../../../platform/http/revision-tag.js';
import { ifMatchHeader, ruleInPath } from '../rule-in-path.js';
import { SwitchAlertRule } from './switch-alert-rule.command.js';
import { type SwitchedAlertRule, switchedAlertRule } from './switch-alert-rule.response.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class SwitchAlertRuleController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':idOrName/enable')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({ operationId: 'enableAlertRule', summary: 'Have an alert rule evaluated from now on.' })
  @ApiHeader(ifMatchHeader)
  @ApiResponse({ status: 200, standardSchema: switchedAlertRule })
  enable(
    @Param('idOrName', { schema: ruleInPath }) reference: string,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SwitchedAlertRule> {
    return this.switch(new SwitchAlertRule('enable', reference, expected, caller), reply);
  }

  @Post(':idOrName/disable')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({
    operationId: 'disableAlertRule',
    summary: 'Have an alert rule evaluated no more; its open alerts end.',
  })
  @ApiHeader(ifMatchHeader)
  @ApiResponse({ status: 200, standardSchema: switchedAlertRule })
  disable(
    @Param('idOrName', { schema: ruleInPath }) reference: string,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SwitchedAlertRule> {
    return this.switch(new SwitchAlertRule('disable', reference, expected, caller), reply);
  }

  @Delete(':idOrName')
  @Access('operate')
  @ApiOperation({
    operationId: 'deleteAlertRule',
    summary: 'Delete an alert rule; its open alerts end, its history stays and its name is free again.',
  })
  @ApiHeader(ifMatchHeader)
  @ApiResponse({ status: 200, standardSchema: switchedAlertRule })
  delete(
    @Param('idOrName', { schema: ruleInPath }) reference: string,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
  ): Promise<SwitchedAlertRule> {
    return this.commands.execute(new SwitchAlertRule('delete', reference, expected, caller));
  }

  private async switch(command: SwitchAlertRule, reply: FastifyReply): Promise<SwitchedAlertRule> {
    const switched = await this.commands.execute(command);
    if (switched.revision !== null) void reply.header('etag', revisionTag(BigInt(switched.revision)));
    return switched;
  }
}
