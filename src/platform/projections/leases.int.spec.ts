import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { census, ledger } from '../../../test/support/ledger-projection.js';
import { moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import { createPool } from '../postgres/pool.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { Projection } from './projection.js';

describe('replicas', () => {
  let bench: ProjectionBench;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
  });
  afterEach(() => bench.close());

  const many = (count: number): readonly Projection[] =>
    Array.from(
      { length: count },
      (_, index) => ({ name: `p${index}`, version: 1, types: 'all', outputs: [] }) as const,
    );

  async function owners(): Promise<Record<string, number>> {
    const rows = await bench.rows(
      `select owner, count(*)::int as count from projections.checkpoints where owner is not null group by owner`,
    );
    return Object.fromEntries(rows.map(({ owner, count }) => [owner, count]));
  }

  it('share the projections evenly, whoever comes later, and take over when one leaves', async () => {
    const projections = many(5);
    const first = await bench.started({ projections, owner: 'first' });
    await vi.waitFor(async () => expect(await owners()).toEqual({ first: 5 }), 30_000);
    const second = await bench.started({ projections, owner: 'second' });
    await vi.waitFor(async () => expect(await owners()).toEqual({ first: 3, second: 2 }), 30_000);
    const position = await bench.append([moved('a', 1)]);
    const names = projections.map(({ name }) => name);
    expect(await first.waitFor(names, position, 30_000)).toBe('reached');
    await first.stop();
    await vi.waitFor(async () => expect(await owners()).toEqual({ second: 5 }), 30_000);
    expect(await second.waitFor(names, await bench.append([moved('a', 1)]), 30_000)).toBe('reached');
  });

  it('take over from one that died without a word, and count nothing twice', async () => {
    const projections = [ledger(), census];
    const pool = createPool({ connectionString: bench.database.url, pipeline: true, onIdleError: () => undefined });
    const dying = await bench.started({ projections, owner: 'dying', pool, leaseMs: 600 });
    await dying.waitFor(['ledger', 'census'], await bench.append([moved('a', 1)]), 30_000);
    // Cut off: no heartbeat and no page reaches the database any more.
    pool.connect = () => Promise.reject(new Error('no route to the database'));
    pool.query = () => Promise.reject(new Error('no route to the database')) as never;

    const heir = await bench.started({ projections, owner: 'heir' });
    const position = await bench.append([moved('a', 2)]);
    expect(await heir.waitFor(['ledger', 'census'], position, 30_000)).toBe('reached');
    expect(await owners()).toEqual({ heir: 2 });

    // The dead one comes back believing that it still owns them: the epoch refuses it.
    const { connect, query } = Object.getPrototypeOf(pool) as typeof pool;
    Object.assign(pool, { connect, query });
    const later = await bench.append([moved('a', 4)]);
    expect(await heir.waitFor(['ledger', 'census'], later, 30_000)).toBe('reached');
    await dying.stop();
    await heir.waitFor(['ledger', 'census'], await bench.append([moved('a', 8)]), 30_000);
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 15, moves: '4' }]);
    expect(await bench.rows('select count from census')).toEqual([{ count: 4 }]);
    await bench.stop();
    await pool.end();
  });

  it('leave alone what another release maintains', async () => {
    await bench.started({ projections: [ledger({ version: 2 })], owner: 'newer' });
    await vi.waitFor(async () => expect(await owners()).toEqual({ newer: 1 }), 30_000);
    const older = bench.engine({ projections: [ledger()], owner: 'older' });
    older.start();
    const position = await bench.append([moved('a', 1)]);
    expect(await older.waitFor('ledger', position, 30_000)).toBe('reached');
    expect(await owners()).toEqual({ newer: 1 });
    expect((await older.statuses())[0]).toMatchObject({ version: 2, state: 'outdated' });
  });

  it('ask for the tables of their own shape only once nobody maintains those of another under the same version', async () => {
    const [made] = ledger().outputs;
    const other: Projection = { ...ledger(), outputs: [made!] };
    const keeper = (owner: string, projection: Projection): LeaseKeeper =>
      new LeaseKeeper({ pool: bench.pool, owner, projections: [projection], leaseMs: 60_000 });
    const engine = bench.engine({ projections: [other] });
    await bench.engine({ projections: [ledger()] }).prepare();
    const none = new Set<string>();
    expect((await keeper('this', ledger()).round(none)).lagging).toEqual([]);
    expect((await keeper('that', other).round(none)).lagging).toEqual([]);
    expect((await engine.statuses())[0]).toMatchObject({ version: 1, state: 'outdated' });
    await bench.rows('update projections.checkpoints set lease_expires_at = null, owner = null');
    expect((await keeper('that', other).round(none)).lagging).toEqual([other]);
    await engine.startRebuild();
    expect((await keeper('that', other).round(none)).lagging).toEqual([]);
  });

  it('ask again for no rebuild that has failed', async () => {
    const keeper = new LeaseKeeper({
      pool: bench.pool,
      owner: 'new',
      projections: [ledger({ version: 3 })],
      leaseMs: 60_000,
    });
    await bench.engine({ projections: [ledger()] }).prepare();
    await bench.engine({ projections: [ledger({ version: 2 })] }).prepare();
    await bench.rows(`update projections.checkpoints set failure = 'no' where target = 'rebuild'`);
    const lagging = async () => (await keeper.round(new Set())).lagging.map(({ name }) => name);
    expect(await lagging()).toEqual(['ledger']);
    await bench.rows(`update projections.checkpoints set version = 3 where target = 'rebuild'`);
    expect(await lagging()).toEqual([]);
  });
});
