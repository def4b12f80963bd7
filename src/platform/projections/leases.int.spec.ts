import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { census, ledger } from '../../../test/support/ledger-projection.js';
import { moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import { createPool } from '../postgres/pool.js';
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
    await vi.waitFor(async () => expect(await owners()).toEqual({ first: 5 }), 10_000);
    const second = await bench.started({ projections, owner: 'second' });
    await vi.waitFor(async () => expect(await owners()).toEqual({ first: 3, second: 2 }), 10_000);
    const position = await bench.append([moved('a', 1)]);
    const names = projections.map(({ name }) => name);
    expect(await first.waitFor(names, position, 10_000)).toBe('reached');
    await first.stop();
    await vi.waitFor(async () => expect(await owners()).toEqual({ second: 5 }), 10_000);
    expect(await second.waitFor(names, await bench.append([moved('a', 1)]), 10_000)).toBe('reached');
  });

  it('take over from one that died without a word, and count nothing twice', async () => {
    const projections = [ledger(), census];
    const pool = createPool({ connectionString: bench.database.url, pipeline: true, onIdleError: () => undefined });
    const dying = await bench.started({ projections, owner: 'dying', pool, leaseMs: 600 });
    await dying.waitFor(['ledger', 'census'], await bench.append([moved('a', 1)]), 10_000);
    // Cut off: no heartbeat and no page reaches the database any more.
    pool.connect = () => Promise.reject(new Error('no route to the database'));
    pool.query = () => Promise.reject(new Error('no route to the database')) as never;

    const heir = await bench.started({ projections, owner: 'heir' });
    const position = await bench.append([moved('a', 2)]);
    expect(await heir.waitFor(['ledger', 'census'], position, 15_000)).toBe('reached');
    expect(await owners()).toEqual({ heir: 2 });

    // The dead one comes back believing that it still owns them: the epoch refuses it.
    const { connect, query } = Object.getPrototypeOf(pool) as typeof pool;
    Object.assign(pool, { connect, query });
    const later = await bench.append([moved('a', 4)]);
    expect(await heir.waitFor(['ledger', 'census'], later, 10_000)).toBe('reached');
    await dying.stop();
    await heir.waitFor(['ledger', 'census'], await bench.append([moved('a', 8)]), 15_000);
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 15, moves: '4' }]);
    expect(await bench.rows('select count from census')).toEqual([{ count: 4 }]);
    await bench.stop();
    await pool.end();
  });

  it('leave alone what another release maintains', async () => {
    await bench.started({ projections: [ledger({ version: 2 })], owner: 'newer' });
    await vi.waitFor(async () => expect(await owners()).toEqual({ newer: 1 }), 10_000);
    const older = bench.engine({ projections: [ledger()], owner: 'older' });
    older.start();
    const position = await bench.append([moved('a', 1)]);
    expect(await older.waitFor('ledger', position, 10_000)).toBe('reached');
    expect(await owners()).toEqual({ newer: 1 });
    expect((await older.statuses())[0]).toMatchObject({ version: 2, state: 'outdated' });
  });
});
