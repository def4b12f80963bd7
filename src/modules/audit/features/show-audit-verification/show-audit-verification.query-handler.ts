import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { CLOCK, EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { HashTree, split } from '../../proof/hash-tree.js';
import { type Head, isUnreadable } from '../../proof/log-comparison.js';
import { type Seal, SealsStore } from '../../proof/seals.store.js';
import { type Verification, VerificationsStore } from '../../proof/verifications.store.js';
import { ShowAuditVerification } from './show-audit-verification.query.js';
import type { AuditVerificationAnswer } from './show-audit-verification.response.js';

/** Verifications are daily, seals are made every minute: later than this, they are not. */
const VERIFIED_WITHIN_MS = 2 * 86_400_000;
const SEALED_WITHIN_MS = 10 * 60_000;

@QueryHandler(ShowAuditVerification)
export class ShowAuditVerificationHandler implements IQueryHandler<ShowAuditVerification> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly seals: SealsStore,
    private readonly verifications: VerificationsStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ head }: ShowAuditVerification): Promise<AuditVerificationAnswer> {
    const logId = await this.log.logId();
    const [seal, last, open] = await Promise.all([
      this.seals.last(logId),
      this.verifications.last(logId),
      this.verifications.open(logId),
    ]);
    return {
      status: await this.statusOf(last, seal),
      size: seal?.size ?? 0,
      root: (seal?.root ?? HashTree.empty().root()).toString('hex'),
      headAt: seal?.sealedAt.toISOString() ?? null,
      verification: last?.id ?? null,
      checkedUpTo: last?.position ?? null,
      checkedSize: last?.size ?? null,
      checkedAt: last?.finishedAt.toISOString() ?? null,
      firstMismatch: last?.mismatch ?? null,
      running: open ? { verification: open.id, checked: open.checked, of: open.of } : null,
      head: head ? { size: head.size, root: head.root.toString('hex'), matches: await this.cameTo(logId, head) } : null,
    };
  }

  private async statusOf(
    last: Verification | undefined,
    seal: Seal | undefined,
  ): Promise<AuditVerificationAnswer['status']> {
    if (last === undefined) return 'never';
    if (last.mismatch) return 'failed';
    const now = this.clock.now().getTime();
    if (last.finishedAt.getTime() < now - VERIFIED_WITHIN_MS) return 'behind';
    return (await this.isUnsealed(seal, now - SEALED_WITHIN_MS)) ? 'behind' : 'verified';
  }

  /** There is an event from before then that no seal covers. */
  private async isUnsealed(seal: Seal | undefined, before: number): Promise<boolean> {
    try {
      const { events } = await this.log.readAll({ ...(seal && { after: seal.position }), limit: 1 });
      return events.some(({ recordedAt }) => recordedAt.getTime() < before);
    } catch (error) {
      if (isUnreadable(error)) return true;
      throw error;
    }
  }

  private async cameTo(logId: string, { size, root }: Head): Promise<boolean> {
    const { seal, before } = await this.seals.around(logId, size);
    if (seal === undefined || seal.size < size || seal.first !== (before?.size ?? 0)) return false;
    const tree = HashTree.after(before);
    for (const leaf of split(seal.leaves).slice(0, size - seal.first)) tree.add(leaf);
    return tree.root().equals(root);
  }
}
