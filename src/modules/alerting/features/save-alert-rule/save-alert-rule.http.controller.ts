import { Body, Controller, Param, Post, Put, Res, UseInterceptors } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { AllFaultsOfRule } from '../all-faults.interceptor.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { IfMatch, revisionTag } from '../../../../platform/http/revision-tag.js';
import { type AlertRuleDraft, alertRuleDraft } from '../../../../rules/rule-draft.js';
import { ifMatchHeader, ruleInPath } from '../rule-in-path.js';
import { SaveAlertRule } from './save-alert-rule.command.js';
import { type SavedAlertRule, savedAlertRule } from './saved-alert-rule.response.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
@UseInterceptors(AllFaultsOfRule)
export class SaveAlertRuleController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Access('operate')
  @ApiOperation({
    operationId: 'createAlertRule',
    summary: 'Make an alert rule.',
    description:
      'The kind is promql unless another is named: threshold, rate and absence are filled in, and compiled to the ' +
      'PromQL that the answer shows. What is refused says where; what is hardly meant is saved with warnings.',
  })
  @ApiResponse({ status: 201, standardSchema: savedAlertRule })
  create(
    @Body({ schema: alertRuleDraft }) draft: AlertRuleDraft,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedAlertRule> {
    return this.save(new SaveAlertRule(draft, undefined, undefined, caller), reply);
  }

  @Put(':idOrName')
  @Access('operate')
  @ApiOperation({
    operationId: 'changeAlertRule',
    summary: 'Change an alert rule into what is sent; what is left out takes its default, `enabled` stays as it is.',
  })
  @ApiHeader(ifMatchHeader)
  @ApiResponse({ status: 200, standardSchema: savedAlertRule })
  change(
    @Param('idOrName', { schema: ruleInPath }) reference: string,
    @Body({ schema: alertRuleDraft }) draft: AlertRuleDraft,
    @IfMatch() expected: bigint | undefined,
    @Caller() caller: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedAlertRule> {
    return this.save(new SaveAlertRule(draft, reference, expected, caller), reply);
  }

  private async save(command: SaveAlertRule, reply: FastifyReply): Promise<SavedAlertRule> {
    const saved = await this.commands.execute(command);
    void reply.header('etag', revisionTag(BigInt(saved.revision)));
    return saved;
  }
}
