import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AlertGroup, OpenAlert } from '../../../rules/alert-group.js';
import { PG_POOL } from '../../../platform/runtime/tokens.js';

/** The state of a group at a revision of its stream. */
export interface AlertGroupSnapshot {
  readonly state: AlertGroup;
  /** Undefined: the stream did not exist. */
  readonly revision: bigint | undefined;
}

interface StoredGroup {
  readonly alerts: readonly OpenAlert[];
  readonly failing: readonly (readonly [ruleId: string, failing: { ruleName: string; since: number }])[];
  readonly evaluatedAt: number | null;
}

/** What folding a stream has come to, so that it need not be read from its start. It may be lost at any time. */
@Injectable()
export class AlertGroupSnapshots {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  async read(group: string, logId: string): Promise<AlertGroupSnapshot | undefined> {
    const { rows } = await this.pool.query<{ revision: string | null; snapshot: StoredGroup | null }>(
      'select revision, snapshot from alerting.evaluation_groups where name = $1 and log_id = $2',
      [group, logId],
    );
    const row = rows[0];
    if (row?.snapshot == null) return undefined;
    const { alerts, failing, evaluatedAt } = row.snapshot;
    return {
      state: {
        alerts: new Map(alerts.map((alert) => [alert.fingerprint, alert])),
        failing: new Map(failing),
        evaluatedAt,
      },
      revision: row.revision === null ? undefined : BigInt(row.revision),
    };
  }

  /** Of a group that is planned; an older snapshot than there is changes nothing. */
  async write(group: string, logId: string, { state, revision }: AlertGroupSnapshot): Promise<void> {
    const stored: StoredGroup = {
      alerts: [...state.alerts.values()],
      failing: [...state.failing],
      evaluatedAt: state.evaluatedAt,
    };
    await this.pool.query(
      `update alerting.evaluation_groups set log_id = $2, revision = $3, snapshot = $4, open = $5
       where name = $1 and (log_id is distinct from $2 or revision is null or revision <= $3)`,
      [group, logId, revision === undefined ? null : String(revision), JSON.stringify(stored), openIn(state)],
    );
  }
}

/** What has to be ended although the group has no rule any more. */
function openIn({ alerts, failing }: AlertGroup): number {
  return alerts.size + failing.size;
}
