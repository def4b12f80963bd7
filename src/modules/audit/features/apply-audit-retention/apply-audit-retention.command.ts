import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';

/** Has the audit entries removed that the policy no longer keeps. Answers how many those are. */
export class ApplyAuditRetention extends Command<number> {
  constructor(readonly context: CommandContext) {
    super();
  }
}
