import { type AuditRetentionPolicy, retentionOf } from './audit-retention.decider.js';

/** Entries of the family that were recorded before this instant (RFC 3339) are no longer kept. */
export interface AuditCutoff {
  readonly family: string;
  readonly before: string;
}

const DAY_MS = 86_400_000;

/** What a policy no longer keeps at this instant; nothing of the families that it keeps for ever. */
export function cutoffsOf(policy: AuditRetentionPolicy, families: readonly string[], now: Date): AuditCutoff[] {
  return families.flatMap((family) => {
    const days = retentionOf(policy, family);
    return days === null ? [] : [{ family, before: new Date(now.getTime() - days * DAY_MS).toISOString() }];
  });
}
