import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { LogPosition } from '../../../../kernel/event.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { MAX_WAIT_MS, ProjectionReads } from '../../../../platform/projections/projection-reads.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { auditFamilies, auditLogProjection, CountAuditEntries } from '../../../../projections/audit-log/index.js';
import { cutoffsOf } from '../../domain/audit-cutoffs.js';
import { auditRetentionDecider, auditRetentionStream } from '../../domain/audit-retention.decider.js';
import { RetentionHistoryReader } from '../../retention-history.service.js';
import { ApplyAuditRetention } from './apply-audit-retention.command.js';

/**
 * Records what the policy no longer keeps; the audit log removes it when it comes to that event. Done again it finds
 * nothing left, and of two at the same time one is stale: no removal is recorded twice.
 */
@CommandHandler(ApplyAuditRetention)
export class ApplyAuditRetentionHandler implements ICommandHandler<ApplyAuditRetention> {
  constructor(
    private readonly histories: RetentionHistoryReader,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context }: ApplyAuditRetention): Promise<number> {
    const { policy, revision, position } = await this.histories.read();
    const expired = cutoffsOf(policy, auditFamilies, this.clock.now());
    if (expired.length === 0 || revision === undefined || position === undefined) return 0;
    await this.lastRemovalIsDone(position);
    const counted = await this.queries.execute(new CountAuditEntries(expired));
    const cutoffs = counted.map(({ count: removed, ...cutoff }) => ({ ...cutoff, removed }));
    const { events } = await this.executor.execute(
      auditRetentionDecider,
      auditRetentionStream,
      { type: 'recordApplied', cutoffs },
      context,
      { expectedRevision: revision },
    );
    return events.length === 0 ? 0 : cutoffs.reduce((sum, { removed }) => sum + removed, 0);
  }

  /** What the last removal takes must not be counted once more. */
  private async lastRemovalIsDone(position: LogPosition): Promise<void> {
    if ((await this.reads.waitFor([auditLogProjection.name], position, MAX_WAIT_MS)) === 'reached') return;
    throw new DomainError('PROJECTION_BEHIND', 'the audit log has not yet come to the last removal', {
      fault: 'unavailable',
      retryAfterSeconds: 10,
    });
  }
}
