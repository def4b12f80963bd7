import type { Pool, PoolClient } from 'pg';
import type { LogPosition } from '../../kernel/event.js';
import { readCheckpoint, type Checkpoint } from './checkpoint-store.js';
import { codeOf, isSameCode } from './code-identity.js';
import type { OwnedProjection } from './owned-projection.js';
import { isBefore } from './page-applier.js';
import { qualified } from './table-ddl.js';

export type SwitchOutcome =
  | { readonly kind: 'switched'; readonly live: Checkpoint }
  /** The rebuild is no longer ours. */
  | { readonly kind: 'lost' };

export interface RebuildSwitchOptions {
  readonly pool: Pool;
  readonly owner: string;
  readonly leaseMs: number;
  /** Moves the rebuild on until it has passed the position. False: it left, or we are stopping. */
  readonly advanceTo: (owned: OwnedProjection, position: LogPosition) => Promise<boolean>;
}

/**
 * Puts rebuilt tables in the place of the ones that serve, with their checkpoint, in one transaction. While the live
 * checkpoint is locked nobody moves it, so the rebuild can be brought at least as far: no reader ever sees a read
 * model go back. The owner's live projections wait meanwhile, so come close before. A table in use is waited for only
 * briefly (SQLSTATE 55P03 is thrown then: try again), so that readers are not queued behind us.
 */
export class RebuildSwitch {
  constructor(private readonly options: RebuildSwitchOptions) {}

  async run(owned: OwnedProjection): Promise<SwitchOutcome> {
    const client = await this.options.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    try {
      await client.query('begin');
      await client.query(`set local lock_timeout = '250ms'`);
      const outcome = await this.exchange(client, owned);
      await client.query(outcome.kind === 'switched' ? 'commit' : 'rollback');
      return outcome;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  private async exchange(client: PoolClient, owned: OwnedProjection): Promise<SwitchOutcome> {
    const live = await readCheckpoint(client, owned.name, 'live', 'for update');
    if (live === undefined) return { kind: 'lost' };
    if (live.position !== undefined && isBefore(owned.position, live.position)) {
      if (!(await this.options.advanceTo(owned, live.position))) return { kind: 'lost' };
    }
    const rebuilt = await readCheckpoint(client, owned.name, 'rebuild', 'for update');
    if (rebuilt?.owner !== this.options.owner || rebuilt.epoch !== owned.epoch) return { kind: 'lost' };
    // A crash of the database took its last pages with it; the next heartbeat finds it where it is now.
    if (owned.position !== undefined && isBefore(rebuilt.position, owned.position)) return { kind: 'lost' };
    // All locks at once: giving up between two tables would have been for nothing.
    for (const table of live.tables) await client.query(`drop table if exists ${qualified('live', table)}`);
    for (const table of rebuilt.tables) {
      await client.query(`alter table ${qualified('rebuild', table)} set schema public`);
    }
    await this.replaceCheckpoint(client, live, rebuilt, this.nextOwner(live, owned));
    await client.query('delete from projections.dead_letters where projection = $1', [owned.name]);
    const now = await readCheckpoint(client, owned.name, 'live');
    if (now === undefined) throw new Error(`the checkpoint of ${owned.name} vanished`);
    return { kind: 'switched', live: now };
  }

  /** Who maintains the old tables goes on with the new ones, unless it is gone or of another version. */
  private nextOwner(live: Checkpoint, { projection }: OwnedProjection): string {
    const sameCode = isSameCode(live, codeOf(projection));
    return live.owner !== undefined && !live.leaseExpired && sameCode ? live.owner : this.options.owner;
  }

  private async replaceCheckpoint(
    client: PoolClient,
    live: Checkpoint,
    rebuilt: Checkpoint,
    owner: string,
  ): Promise<void> {
    await client.query(
      `update projections.checkpoints l set version = r.version, shape = r.shape, log_id = r.log_id,
         position = r.position, recorded_at = r.recorded_at, tables = r.tables, events = r.events, owner = $2,
         epoch = l.epoch + 1, lease_expires_at = greatest(l.lease_expires_at, clock_timestamp() + $3 * interval '1 millisecond'),
         failure = null, events_per_second = null, updated_at = clock_timestamp()
       from projections.checkpoints r
       where l.projection = $1 and l.target = 'live' and r.projection = $1 and r.target = 'rebuild'`,
      [live.projection, owner, this.options.leaseMs],
    );
    await client.query(`delete from projections.checkpoints where projection = $1 and target = 'rebuild'`, [
      rebuilt.projection,
    ]);
  }
}
