import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { auditRetentionDecider, auditRetentionStream } from '../../domain/audit-retention.decider.js';
import { RetentionRuns } from '../../processes/retention-runs.service.js';
import { SetAuditRetention } from './set-audit-retention.command.js';
import type { ChangedAuditRetention } from './set-audit-retention.request.js';

@CommandHandler(SetAuditRetention)
export class SetAuditRetentionHandler implements ICommandHandler<SetAuditRetention> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly runs: RetentionRuns,
  ) {}

  async execute({ policy, expectedRevision, context }: SetAuditRetention): Promise<ChangedAuditRetention> {
    const { events, state, revision, position } = await this.executor.execute(
      auditRetentionDecider,
      auditRetentionStream,
      { type: 'set', policy },
      context,
      expectedRevision === undefined ? {} : { expectedRevision },
    );
    if (events.length > 0) this.runs.askFor();
    return {
      days: state.default,
      families: state.families,
      changed: events.length > 0,
      revision: revision === undefined ? null : String(revision),
      position: position ?? null,
    };
  }
}
