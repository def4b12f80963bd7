import type { Pool } from 'pg';
import { claim, readCheckpoints, renew, type Checkpoint } from './checkpoint-store.js';
import { codeOf, isSameCode, lagsBehind, type CodeIdentity } from './code-identity.js';
import type { Projection } from './projection.js';

export interface LeaseKeeperOptions {
  readonly pool: Pool;
  readonly owner: string;
  readonly projections: readonly Projection[];
  readonly leaseMs: number;
}

/** What a round of the keeper found. */
export interface LeaseRound {
  /** Everything that is ours now. */
  readonly owned: readonly Checkpoint[];
  /** How many live ones should be given to replicas that have fewer. */
  readonly surplus: number;
  /** Those whose tables lag behind this code while no rebuild for it has been asked for. */
  readonly lagging: readonly Projection[];
}

/**
 * Shares the projections between the replicas that are alive: each takes at most its share, and gives up what is over
 * it when another asks for more. What nobody can take within its share (replicas of different releases know different
 * projections) is taken by anybody after a while. All times are the database's.
 */
export class LeaseKeeper {
  private readonly identities = new WeakMap<Projection, CodeIdentity>();

  constructor(private readonly options: LeaseKeeperOptions) {}

  /** One heartbeat: renews, claims, and says what is ours. `avoid`: given back just now because it failed here. */
  async round(avoid: ReadonlySet<string>): Promise<LeaseRound> {
    const { pool, owner, leaseMs } = this.options;
    await renew(pool, owner, leaseMs);
    const { replicas, wantedElsewhere } = await this.otherReplicas();
    const rows = await readCheckpoints(pool);
    const ours = rows.filter((row) => this.isOfThisCode(row));
    const live = ours.filter(({ target }) => target === 'live');
    const heldLive = live.filter((row) => row.owner === owner);
    const share = Math.ceil(live.length / (replicas + 1));
    const free = live.filter((row) => (row.owner === undefined || row.leaseExpired) && !avoid.has(row.projection));
    const claimed = await this.claimLive(free, share - heldLive.length);
    const rebuilds = ours.filter(
      (row) => row.target === 'rebuild' && row.failure === undefined && (row.owner === undefined || row.leaseExpired),
    );
    const claimedRebuilds = await this.claim('rebuild', rebuilds, rebuilds.length);
    const held = heldLive.length + claimed.length;
    await this.announce(Math.max(0, share - held));
    return {
      owned: [...ours.filter((row) => row.owner === owner), ...claimed, ...claimedRebuilds],
      surplus: Math.max(0, Math.min(held - share, wantedElsewhere)),
      lagging: this.lagging(rows),
    };
  }

  /** The replica is gone from the count at once instead of when its announcement expires. */
  async leave(): Promise<void> {
    await this.options.pool.query('delete from projections.replicas where id = $1', [this.options.owner]);
  }

  private isOfThisCode(row: Checkpoint): boolean {
    const projection = this.options.projections.find(({ name }) => name === row.projection);
    return projection !== undefined && isSameCode(this.codeOf(projection), row);
  }

  /** Projections come and go; of each the code is looked at once. */
  private codeOf(projection: Projection): CodeIdentity {
    let code = this.identities.get(projection);
    if (!code) this.identities.set(projection, (code = codeOf(projection)));
    return code;
  }

  private lagging(rows: readonly Checkpoint[]): readonly Projection[] {
    return this.options.projections.filter((projection) => {
      const { name } = projection;
      const code = this.codeOf(projection);
      const superseded = (row: Checkpoint | undefined): boolean => row !== undefined && isSuperseded(row, code);
      const find = (target: string) => rows.find((row) => row.projection === name && row.target === target);
      const rebuild = find('rebuild');
      return superseded(find('live')) && (rebuild === undefined || superseded(rebuild));
    });
  }

  private async claimLive(free: readonly Checkpoint[], within: number): Promise<readonly Checkpoint[]> {
    const abandoned = free.filter((row) => row.abandoned);
    const limit = Math.max(within, Math.min(1, abandoned.length));
    return this.claim('live', within > 0 ? free : abandoned, limit);
  }

  private async claim(
    target: 'live' | 'rebuild',
    rows: readonly Checkpoint[],
    limit: number,
  ): Promise<readonly Checkpoint[]> {
    if (rows.length === 0 || limit <= 0) return [];
    const { pool, owner, leaseMs } = this.options;
    const names = rows.map(({ projection }) => projection);
    return claim(pool, owner, leaseMs, target, names, limit);
  }

  private async announce(wanted: number): Promise<void> {
    await this.options.pool.query(
      `insert into projections.replicas (id, wanted, expires_at)
       values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
       on conflict (id) do update set wanted = excluded.wanted, expires_at = excluded.expires_at`,
      [this.options.owner, wanted, this.options.leaseMs],
    );
  }

  private async otherReplicas(): Promise<{ replicas: number; wantedElsewhere: number }> {
    const { pool, owner } = this.options;
    await pool.query(`delete from projections.replicas where expires_at < clock_timestamp() - interval '1 minute'`);
    const { rows } = await pool.query<{ replicas: number; wanted: number }>(
      `select count(*)::int as replicas, coalesce(sum(wanted), 0)::int as wanted
       from projections.replicas where id <> $1 and expires_at > clock_timestamp()`,
      [owner],
    );
    return { replicas: rows[0]?.replicas ?? 0, wantedElsewhere: rows[0]?.wanted ?? 0 };
  }
}

/** While a replica maintains tables of another shape under our version, the two would replace each other for ever. */
function isSuperseded(row: Checkpoint, code: CodeIdentity): boolean {
  const abandoned = row.owner === undefined || row.leaseExpired;
  return lagsBehind(row, code) && (row.version < code.version || abandoned);
}
