import { Command } from '@nestjs/cqrs';
import type { ApprovalDecision } from '../../../../events/approval.events.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { DecidedApproval } from './decide-approval.request.js';

/** What the caller decides; who decides is the caller, as authenticated. */
export interface CallersDecision {
  readonly decision: Exclude<ApprovalDecision, 'timed_out'>;
  readonly comment?: string | undefined;
  readonly delegatedTo?: string | undefined;
}

/** Decides on an open approval in the caller's name. */
export class DecideApproval extends Command<DecidedApproval> {
  constructor(
    readonly approvalId: string,
    readonly decided: CallersDecision,
    readonly context: CommandContext,
  ) {
    super();
  }
}
