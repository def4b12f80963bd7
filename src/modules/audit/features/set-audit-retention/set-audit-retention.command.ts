import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { AuditRetentionPolicy } from '../../domain/audit-retention.decider.js';
import type { ChangedAuditRetention } from './set-audit-retention.request.js';

/** Decides how long audit entries are kept. */
export class SetAuditRetention extends Command<ChangedAuditRetention> {
  constructor(
    readonly policy: AuditRetentionPolicy,
    /** The revision that the caller saw; undefined: whatever it is. */
    readonly expectedRevision: bigint | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
