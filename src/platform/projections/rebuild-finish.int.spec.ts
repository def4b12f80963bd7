import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ledger } from '../../../test/support/ledger-projection.js';
import { moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { FoldOutput, Projection } from './projection.js';

const pageSize = 20;

describe('a rebuild that has met the end of the log', () => {
  let bench: ProjectionBench;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
  });
  afterEach(() => bench.close());

  it('works off what came while its indexes were made without holding up the live tables', async () => {
    let gate: Promise<void> = Promise.resolve();
    let onRead = (): Promise<unknown> => gate;
    const engine = await bench.started({
      projections: [ledger()],
      catchUpPageSize: pageSize,
      log: Object.assign(Object.create(bench.log) as typeof bench.log, {
        readAll: async (options: Parameters<typeof bench.log.readAll>[0]) => {
          if (options.limit === pageSize) await onRead();
          return bench.log.readAll(options);
        },
      }),
    });
    await engine.waitFor('ledger', await bench.append([moved('a', 1)]), 30_000);

    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    await engine.startRebuild();
    await vi.waitFor(
      async () =>
        expect(await bench.rows(`select to_regclass('projection_rebuild.accounts') as name`)).toEqual([
          { name: 'projection_rebuild.accounts' },
        ]),
      30_000,
    );
    // Whoever writes a table lets nobody index it.
    const writer = await bench.database.pool.connect();
    await writer.query('begin; lock table projection_rebuild.accounts in row exclusive mode');
    open();
    await vi.waitFor(
      async () =>
        expect(
          await bench.rows(
            `select 1 from pg_locks where not granted and relation = 'projection_rebuild.accounts'::regclass`,
          ),
        ).toHaveLength(1),
      30_000,
    );
    const position = await bench.append(Array.from({ length: 5 * pageSize }, () => moved('a', 1)));
    expect(await engine.waitFor('ledger', position, 30_000)).toBe('reached');
    const free: boolean[] = [];
    // A heartbeat or a live page holds the row for a moment; whoever held it over the reading would hold it for ever.
    onRead = async () => {
      const reader = await bench.database.pool.connect();
      try {
        await reader.query(`begin; set local lock_timeout = '10s'`);
        await reader.query(`select 1 from projections.checkpoints where target = 'live' for update`);
        free.push(true);
      } catch {
        free.push(false);
      } finally {
        await reader.query('rollback');
        reader.release();
      }
    };
    await writer.query('rollback');
    writer.release();
    expect(await engine.awaitRebuild()).toEqual([{ projection: 'ledger', outcome: 'done' }]);
    expect(free.length).toBeGreaterThanOrEqual(5);
    expect(free).not.toContain(false);
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 1 + 5 * pageSize }]);
  });

  it('fails when a row that it holds cannot be indexed', async () => {
    // Random, so that nothing compresses it into what an index entry may hold.
    const long = randomBytes(6_000).toString('base64');
    const engine = await bench.started({ projections: [names] });
    const position = await bench.append([moved('short', 1), moved(long, 1)]);
    expect(await engine.waitFor('names', position, 30_000)).toBe('reached');
    expect(await engine.deadLetters()).toHaveLength(1);
    await engine.startRebuild();
    const [outcome] = await engine.awaitRebuild(undefined, AbortSignal.timeout(30_000));
    expect(outcome?.failure).toMatch(/cannot be put in place: index row .* exceeds/);
    expect(await bench.rows('select name from names')).toEqual([{ name: 'short' }]);
    expect(await bench.rows(`select 1 from pg_tables where schemaname = 'projection_rebuild'`)).toEqual([]);
  });
});

interface NameRow {
  readonly id: string;
  readonly name: string;
}

const nameById: FoldOutput<NameRow> = {
  kind: 'fold',
  table: { name: 'names', columns: { id: 'text', name: 'text' }, key: ['id'], indexes: ['(name)'] },
  keys: (event) => [[event.id]],
  apply: (_row, event) => ({ id: event.id, name: (event.data as { account: string }).account }),
};

const names: Projection = { name: 'names', version: 1, types: ['Moved'], outputs: [nameById] };
