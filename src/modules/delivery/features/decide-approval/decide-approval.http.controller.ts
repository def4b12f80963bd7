import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { reportedId } from '../../../../events/reported-fields.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { decisionOf } from '../../domain/approval.facts.js';
import { type CallersDecision, DecideApproval } from './decide-approval.command.js';
import {
  type DecidedApproval,
  decidedApproval,
  type DecideApprovalRequest,
  decideApprovalRequest,
} from './decide-approval.request.js';

/** Decisions on approvals. Not for reporters: an agent's own key must not approve what the agent asks for. */
@ApiTags('approvals')
@Controller('api/approvals')
export class DecideApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/decision')
  @Access('operate')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'decideApproval',
    summary: 'Approve, reject or delegate, in the name of the key that calls.',
    description:
      'Each key decides once. Where approvers are named, only they decide, by key id or key name. Decisions that were ' +
      'taken elsewhere are reported as ApprovalDecided instead.',
  })
  @ApiResponse({ status: 200, standardSchema: decidedApproval })
  decide(
    @Param('id', { schema: pathParameter('id', reportedId) }) id: string,
    @Body({ schema: decideApprovalRequest }) { decision, ...rest }: DecideApprovalRequest,
    @Caller() caller: CommandContext,
  ): Promise<DecidedApproval> {
    const decided = { ...rest, decision: decisionOf(decision) } as CallersDecision;
    return this.commands.execute(new DecideApproval(id, decided, caller));
  }
}
