import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { census, ledger } from '../../../test/support/ledger-projection.js';
import { closed, moved, ProjectionBench } from '../../../test/support/projection-bench.js';

const TABLES = `select schemaname, tablename from pg_tables
  where tablename in ('accounts', 'accounts_history', 'entries') order by 1, 2`;

describe('projections that come and go while the engine runs', () => {
  let bench: ProjectionBench;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
  });
  afterEach(() => bench.close());

  it('have what was recorded before they came, and equal those that were there from the start', async () => {
    await bench.append([moved('a', 5), moved('b', 2), closed('b')]);
    const engine = await bench.started({ projections: [census] });
    await engine.waitFor('census', await bench.append([moved('a', 1)]), 30_000);
    await engine.add(ledger());
    // Once more, as every process does that hears of it.
    await engine.add(ledger());
    const position = await bench.append([moved('a', 10)]);
    expect(await engine.waitFor(['ledger', 'census'], position, 30_000)).toBe('reached');
    const added = await bench.ledger();
    expect(added).toMatchObject({ accounts: [{ account: 'a', total: 16 }] });
    expect([...(await engine.positions('led')).keys()]).toEqual(['ledger']);

    await engine.startRebuild(['ledger']);
    expect(await engine.awaitRebuild(['ledger'], AbortSignal.timeout(30_000))).toMatchObject([{ outcome: 'done' }]);
    expect(await bench.ledger()).toEqual(added);
    expect(bench.problems).toEqual([]);
  });

  it('are waited for with what they are part of', async () => {
    const engine = await bench.started({ projections: [census] });
    await engine.add(ledger());
    engine.compose('census', () => Promise.resolve(['ledger']));
    expect(await engine.waitFor('census', await bench.append([moved('a', 5)]), 30_000)).toBe('reached');
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 5 }]);
  });

  it('leave nothing behind, and the others go on, whoever maintained them', async () => {
    const first = await bench.started({ projections: [census] });
    const second = await bench.started({ projections: [census] });
    await Promise.all([first.add(ledger()), second.add(ledger())]);
    await first.waitFor(['ledger', 'census'], await bench.append([moved('a', 1)]), 30_000);
    const holders = (await first.statuses()).map(({ owner }) => owner);
    expect(holders.every((owner) => owner !== undefined)).toBe(true);

    await first.remove('ledger');
    await second.remove('ledger');
    expect(await bench.rows(TABLES)).toEqual([]);
    expect([...(await first.positions('')).keys()]).toEqual(['census']);
    expect(() => first.waitFor('ledger', '0'.repeat(20) as never, 1)).toThrow('no projection');
    const position = await bench.append([moved('a', 1)]);
    expect(await first.waitFor('census', position, 30_000)).toBe('reached');
    expect(await bench.rows('select count from census')).toEqual([{ count: 2 }]);

    // And may come again, from the beginning.
    await second.add(ledger());
    expect(await second.waitFor('ledger', position, 30_000)).toBe('reached');
    expect(await bench.ledger()).toMatchObject({ accounts: [{ account: 'a', total: 2 }] });
  });

  it('do not disturb a process that has not heard yet that one is gone', async () => {
    const holder = await bench.started({ projections: [census] });
    await holder.add(ledger());
    await holder.waitFor(['ledger', 'census'], await bench.append([moved('a', 1)]), 30_000);
    const other = bench.engine({ projections: [census] });
    await other.remove('ledger');
    for (const amount of [1, 2, 3]) {
      const position = await bench.append([moved('a', amount)]);
      expect(await holder.waitFor('census', position, 30_000)).toBe('reached');
    }
    expect(await bench.rows('select count from census')).toEqual([{ count: 4 }]);
    expect(await bench.rows(TABLES)).toEqual([]);
  });
});
