import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountTable, census, ledger } from '../../../test/support/ledger-projection.js';
import { closed, moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import { asOfSource } from './as-of.js';

describe('a rebuild', () => {
  let bench: ProjectionBench;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
  });
  afterEach(() => bench.close());

  it('runs beside the tables that serve, while events keep coming, and ends with equal rows', async () => {
    const projections = [ledger(), census];
    for (let batch = 0; batch < 20; batch++) {
      await bench.append(Array.from({ length: 50 }, (_, index) => moved(`account-${(batch * 7 + index) % 60}`, index)));
    }
    const engine = await bench.started({ projections, catchUpPageSize: 40 });
    await engine.waitFor(['ledger', 'census'], await bench.append([closed('account-3')]), 30_000);
    const oids = await bench.rows(`select 'accounts'::regclass::oid as oid`);
    const indexes = () =>
      bench.rows(`select indexdef from pg_indexes where tablename ~ '^(accounts|entries)' order by indexdef`);
    const indexesBefore = await indexes();

    let appending = true;
    const during = (async () => {
      let count = 0;
      while (appending) {
        const position = await bench.append([moved(`account-${count++ % 60}`, count)]);
        expect(await engine.waitFor(['ledger', 'census'], position, 30_000)).toBe('reached');
      }
      return count;
    })();
    await engine.startRebuild();
    expect(await engine.awaitRebuild()).toEqual([
      { projection: 'ledger', outcome: 'done' },
      { projection: 'census', outcome: 'done' },
    ]);
    appending = false;
    expect(await during).toBeGreaterThan(0);

    const last = await bench.append([moved('account-1', 1)]);
    expect(await engine.waitFor(['ledger', 'census'], last, 30_000)).toBe('reached');
    expect(await bench.rows(`select 'accounts'::regclass::oid as oid`)).not.toEqual(oids);
    const rebuiltUnderLoad = await bench.ledger();
    await engine.startRebuild(['ledger']);
    await engine.awaitRebuild(['ledger']);
    expect(await bench.ledger()).toEqual(rebuiltUnderLoad);
    expect(await bench.rows('select sum(count)::int as events from census')).toEqual(
      await bench.rows('select count(*)::int as events from eventlog.events'),
    );
    // Indexes and guards came along.
    expect(indexesBefore.map(({ indexdef }) => indexdef)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ ON public\.accounts .*\(total DESC\)$/),
        expect.stringMatching(/ ON public\.accounts_history .*\(valid_to, valid_from\)$/i),
        expect.stringMatching(/ ON public\.accounts_history .*\(total, valid_to\)$/i),
      ]),
    );
    expect(await indexes()).toEqual(indexesBefore);
    await expect(bench.rows('delete from entries')).rejects.toThrow('immutable');
    expect(await bench.rows(`select 1 from pg_tables where schemaname = 'projection_rebuild'`)).toEqual([]);
  });

  it('is asked for at the start when the code has another version, and the old tables serve meanwhile', async () => {
    const old = await bench.started({ projections: [ledger()] });
    await old.waitFor('ledger', await bench.append([moved('a', 5)]), 30_000);
    await old.stop();

    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const engine = bench.engine({
      projections: [ledger({ version: 2, factor: 10 })],
      catchUpPageSize: 5_000,
      log: Object.assign(Object.create(bench.log) as typeof bench.log, {
        readAll: async (options: Parameters<typeof bench.log.readAll>[0]) => {
          if (options.limit === 5_000) await held;
          return bench.log.readAll(options);
        },
      }),
    });
    await engine.prepare();
    engine.start();
    await vi.waitFor(async () => expect((await engine.statuses())[0]?.rebuild?.state).toBe('running'), 30_000);
    expect((await engine.statuses())[0]).toMatchObject({ version: 1, state: 'outdated', rebuild: { version: 2 } });
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 5 }]);
    release();
    expect(await engine.awaitRebuild()).toEqual([{ projection: 'ledger', outcome: 'done' }]);
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 50 }]);
    const next = await bench.append([moved('a', 1)]);
    expect(await engine.waitFor('ledger', next, 30_000)).toBe('reached');
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 60 }]);
    expect((await engine.statuses())[0]).toMatchObject({ version: 2, state: 'current', rebuild: undefined });
  });

  it('is asked for by no code that is older than the tables, nor than the rebuild under way', async () => {
    const versions = () => bench.rows('select target, version from projections.checkpoints order by target');
    await bench.engine({ projections: [ledger({ version: 2 })] }).prepare();
    await bench.engine({ projections: [ledger()] }).prepare();
    expect(await versions()).toEqual([{ target: 'live', version: 2 }]);
    await bench.engine({ projections: [ledger({ version: 4 })] }).prepare();
    await bench.engine({ projections: [ledger({ version: 3 })] }).prepare();
    expect(await versions()).toEqual([
      { target: 'live', version: 2 },
      { target: 'rebuild', version: 4 },
    ]);
    await bench.rows(`update projections.checkpoints set failure = 'no' where target = 'rebuild'`);
    await bench.engine({ projections: [ledger({ version: 3 })] }).prepare();
    expect(await versions()).toEqual([
      { target: 'live', version: 2 },
      { target: 'rebuild', version: 3 },
    ]);
  });

  it('is asked for again, without a restart, when older code has put its tables in place', async () => {
    const newer = await bench.started({ projections: [ledger({ version: 2, factor: 10 })] });
    await newer.waitFor('ledger', await bench.append([moved('a', 5)]), 30_000);
    const onRebuild = vi.fn();
    const older = await bench.started({ projections: [ledger()], observer: { onRebuild } });
    await older.startRebuild();
    await vi.waitFor(() => expect(onRebuild).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ events: 1 })), {
      timeout: 30_000,
    });
    await vi.waitFor(
      async () =>
        expect((await newer.statuses())[0]).toMatchObject({ version: 2, state: 'current', rebuild: undefined }),
      30_000,
    );
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 50 }]);
  });

  it('stops at an event that its code cannot take, names it, and leaves the old tables in service', async () => {
    const poison = { refuse: false };
    const onFold = (event: { data: unknown }): void => {
      if (poison.refuse && (event.data as { amount: number }).amount === 13) throw new Error('thirteen');
    };
    const engine = await bench.started({ projections: [ledger({ onFold }), census] });
    await engine.waitFor('ledger', await bench.append([moved('a', 12), moved('a', 13), moved('a', 14)]), 30_000);
    poison.refuse = true;
    await engine.startRebuild();
    const [outcome, other] = await engine.awaitRebuild();
    expect(outcome).toMatchObject({ projection: 'ledger', outcome: 'failed' });
    expect(outcome?.failure).toMatch(/^event [0-9a-f-]{36} \(Moved\) at \d+: thirteen$/);
    expect(other).toEqual({ projection: 'census', outcome: 'done' });
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 39 }]);
    expect((await engine.statuses())[0]).toMatchObject({ state: 'current', rebuild: { state: 'failed' } });

    poison.refuse = false;
    await engine.startRebuild(['ledger']);
    expect(await engine.awaitRebuild(['ledger'])).toEqual([{ projection: 'ledger', outcome: 'done' }]);
  });

  it('names the event whose row the database refuses', async () => {
    const engine = await bench.started({ projections: [ledger()] });
    await engine.waitFor('ledger', await bench.append([moved('a', 1)]), 30_000);
    await bench.append(Array.from({ length: 9 }, (_, index) => moved(`b${index}`, index === 6 ? 2 ** 31 : index)));
    await engine.startRebuild();
    const [outcome] = await engine.awaitRebuild();
    expect(outcome?.failure).toMatch(/\(Moved\) at 0*8: column total: 2147483648 is not an integer/);
  });

  it('fails alone when its tables cannot be created, while the live ones that came with it are maintained', async () => {
    await bench.engine({ projections: [ledger(), census] }).prepare();
    await bench.rows('create view projection_rebuild.accounts as select 1 as in_the_way');
    const engine = bench.engine({ projections: [ledger(), census] });
    await engine.startRebuild();
    engine.start();
    const position = await bench.append([moved('a', 1)]);
    expect(await engine.waitFor(['ledger', 'census'], position, 30_000)).toBe('reached');
    const [outcome, other] = await engine.awaitRebuild();
    expect(outcome).toMatchObject({ projection: 'ledger', outcome: 'failed' });
    expect(outcome?.failure).toMatch(/tables cannot be created: .*"accounts" is not a table/);
    expect(other).toEqual({ projection: 'census', outcome: 'done' });

    await bench.rows('drop view projection_rebuild.accounts');
    await engine.startRebuild(['ledger']);
    expect(await engine.awaitRebuild(['ledger'])).toEqual([{ projection: 'ledger', outcome: 'done' }]);
  });

  it('goes on where it was when its process is replaced', async () => {
    for (let batch = 0; batch < 10; batch++) {
      await bench.append(Array.from({ length: 20 }, (_, index) => moved(`a${index}`, batch)));
    }
    let pages = 0;
    let reached = (): void => undefined;
    const halfway = new Promise<void>((resolve) => (reached = resolve));
    const first = await bench.started({
      projections: [ledger()],
      catchUpPageSize: 20,
      observer: {
        onPageApplied: ({ projections }) => {
          if (projections.some(({ target }) => target === 'rebuild') && ++pages === 5) reached();
        },
      },
    });
    await first.startRebuild();
    await halfway;
    await first.stop();
    const [before] = await first.statuses();
    expect(before?.rebuild).toMatchObject({ state: 'waiting' });
    expect(before?.rebuild?.events).toBeGreaterThanOrEqual(100);

    let again = 0;
    const second = await bench.started({
      projections: [ledger()],
      observer: {
        onPageApplied: ({ projections, events }) => {
          if (projections.some(({ target }) => target === 'rebuild')) again += events;
        },
      },
    });
    expect(await second.awaitRebuild()).toEqual([{ projection: 'ledger', outcome: 'done' }]);
    expect(again).toBeLessThanOrEqual(100);
    expect(await bench.rows('select distinct total::int, moves::int from accounts')).toEqual([
      { total: 45, moves: 10 },
    ]);
  });

  it('answers as of an instant, the same before and after', async () => {
    const engine = await bench.started({ projections: [ledger()] });
    const instants: Date[] = [];
    for (const fact of [moved('a', 1), moved('a', 2), closed('a'), moved('a', 4)]) {
      const position = await bench.append([fact]);
      await engine.waitFor('ledger', position, 30_000);
      const [event] = await bench.rows('select max(recorded_at) as at from eventlog.events');
      instants.push(event?.['at'] as Date);
    }
    const ask = (at: Date) => bench.rows(`select total from ${asOfSource(accountTable, '$1')} a`, [at]);
    const answers = () => Promise.all([...instants.map(ask), ask(new Date(instants[0]!.getTime() - 1))]);
    const expected = [[{ total: 1 }], [{ total: 3 }], [], [{ total: 4 }], []];
    expect(await answers()).toEqual(expected);
    await engine.startRebuild();
    await engine.awaitRebuild();
    expect(await answers()).toEqual(expected);
  });
});
