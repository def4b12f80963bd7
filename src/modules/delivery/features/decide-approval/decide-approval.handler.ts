import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import type { Clock } from '../../../../kernel/clock.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { approvalDecider } from '../../domain/approval.decider.js';
import { DecideApproval } from './decide-approval.command.js';
import type { DecidedApproval } from './decide-approval.request.js';

@CommandHandler(DecideApproval)
export class DecideApprovalHandler implements ICommandHandler<DecideApproval> {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ approvalId, decided, context }: DecideApproval): Promise<DecidedApproval> {
    const { id, name } = context.actor;
    const at = this.clock.now().toISOString();
    const { state, position } = await this.executor.execute(
      approvalDecider,
      streams.approval(approvalId),
      { type: 'decide', approvalId, ...decided, by: { id, name }, at },
      context,
      { occurredAt: at },
    );
    if (position === undefined) throw new Error('a decided approval has no position');
    return {
      id: approvalId,
      status: state.status,
      approvalCount: state.approvedBy.length,
      rejectionCount: state.rejectedBy.length,
      requiredCount: state.request?.requiredCount ?? 1,
      position,
    };
  }
}
