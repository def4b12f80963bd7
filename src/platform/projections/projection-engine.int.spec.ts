import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { census, ledger } from '../../../test/support/ledger-projection.js';
import { closed, moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { LogPosition } from '../../kernel/event.js';

describe('ProjectionEngine', () => {
  let bench: ProjectionBench;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
  });
  afterEach(() => bench.close());

  it('applies history and what follows, rows and checkpoint together', async () => {
    await bench.append([moved('a', 5), moved('b', -2), moved('a', 1)]);
    const engine = await bench.started({ projections: [ledger(), census] });
    const before = await bench.append([moved('a', 10), closed('b')]);
    expect(await engine.waitFor(['ledger', 'census'], before, 30_000)).toBe('reached');
    expect(await bench.rows('select account, total, moves, tags, details from accounts order by account')).toEqual([
      { account: 'a', total: 16, moves: '3', tags: ['up, {}', 'up, {}', 'up, {}'], details: { amounts: [1, 10] } },
    ]);
    expect(await bench.rows('select type, count from census order by type')).toEqual([
      { type: 'Closed', count: 1 },
      { type: 'Moved', count: 4 },
    ]);
    const [status] = await engine.statuses();
    expect(status).toMatchObject({ name: 'ledger', caughtUp: true, behindSeconds: undefined, state: 'current' });
    expect(bench.problems).toEqual([]);
  });

  it('resumes where it stopped, without applying anything twice', async () => {
    await bench.append([moved('a', 1)]);
    const first = await bench.started({ projections: [ledger()] });
    const one = await bench.append([moved('a', 2)]);
    await first.waitFor('ledger', one, 30_000);
    await first.stop();
    const two = await bench.append([moved('a', 4)]);
    const second = await bench.started({ projections: [ledger()] });
    expect(await second.waitFor('ledger', two, 30_000)).toBe('reached');
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 7, moves: '3' }]);
  });

  it('answers timeout for a position that is not reached, and knows its projections', async () => {
    const engine = await bench.started({ projections: [ledger()] });
    const far = '9'.repeat(20) as LogPosition;
    expect(await engine.waitFor('ledger', far, 60)).toBe('timeout');
    expect(() => engine.waitFor('nobody', far, 60)).toThrow('there is no projection "nobody"');
  });

  it('tells a process that maintains nothing when another has applied a position', async () => {
    await bench.started({ projections: [ledger()] });
    const asking = bench.engine({ projections: [ledger()] });
    const position = await bench.append([moved('a', 1)]);
    expect(await asking.waitFor('ledger', position, 30_000)).toBe('reached');
  });

  it('refuses read models that were derived from another log', async () => {
    await bench.engine({ projections: [ledger()] }).prepare();
    await bench.rows('update eventlog.log set id = gen_random_uuid()');
    const other = new (bench.log.constructor as new (pool: unknown) => typeof bench.log)(bench.pool);
    await expect(bench.engine({ projections: [ledger()], log: other }).prepare()).rejects.toMatchObject({
      kind: 'wrong_log',
    });
    await other.close();
  });

  it('keeps the versions of rows with the time in which they were true', async () => {
    const engine = await bench.started({ projections: [ledger()] });
    for (const amount of [1, 2, 3]) {
      const position = await bench.append([moved('a', amount)]);
      await engine.waitFor('ledger', position, 30_000);
    }
    const versions = await bench.rows(
      `select total, valid_from, valid_to from accounts_history
       union all select total, valid_from, null from accounts order by total`,
    );
    expect(versions.map(({ total }) => total)).toEqual([1, 3, 6]);
    expect(versions[0]?.['valid_to']).toEqual(versions[1]?.['valid_from']);
    expect(versions[1]?.['valid_to']).toEqual(versions[2]?.['valid_from']);
    const recorded = await bench.rows('select recorded_at from eventlog.events order by position');
    const milliseconds = recorded.map(({ recorded_at: at }) => at as Date);
    expect(versions.map(({ valid_from: from }) => from)).toEqual(milliseconds);
  });

  it('lets nobody change an immutable table but an event that purges it', async () => {
    const engine = await bench.started({ projections: [ledger()] });
    const old = { ...moved('a', 1), occurredAt: '2025-01-01T00:00:00Z' };
    await engine.waitFor('ledger', await bench.append([old, moved('a', 2)]), 30_000);
    for (const sql of ['update entries set amount = 9', 'delete from entries', 'truncate entries']) {
      await expect(bench.rows(sql)).rejects.toThrow('its rows are immutable');
    }
    const purged = { type: 'Purged', data: {}, occurredAt: '2025-06-01T00:00:00Z' };
    const late = { ...moved('a', 3), occurredAt: '2025-01-01T00:00:00Z' };
    await engine.waitFor('ledger', await bench.append([purged, late]), 30_000);
    expect(await bench.rows('select amount from entries order by position')).toEqual([{ amount: 2 }, { amount: 3 }]);
  });

  it('goes on by itself after its connections were cut', async () => {
    const engine = await bench.started({ projections: [ledger(), census] });
    await engine.waitFor(['ledger', 'census'], await bench.append([moved('a', 1)]), 30_000);
    await bench.rows(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'engine'`);
    const position = await bench.append([moved('a', 2)]);
    expect(await engine.waitFor(['ledger', 'census'], position, 30_000)).toBe('reached');
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 3, moves: '2' }]);
  });

  it('tells its observer of pages and of ownership', async () => {
    const onPageApplied = vi.fn();
    const onOwnership = vi.fn();
    const engine = await bench.started({ projections: [ledger()], observer: { onPageApplied, onOwnership } });
    const position = await bench.append([moved('a', 1)]);
    await engine.waitFor('ledger', position, 30_000);
    expect(onPageApplied).toHaveBeenLastCalledWith(
      expect.objectContaining({ events: 1, position, projections: [{ name: 'ledger', target: 'live', events: 1 }] }),
    );
    await engine.stop();
    expect(onOwnership.mock.calls).toEqual([
      [{ projection: 'ledger', target: 'live', owned: true }],
      [{ projection: 'ledger', target: 'live', owned: false }],
    ]);
  });
});
