import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledger } from '../../../test/support/ledger-projection.js';
import { moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { LogPosition } from '../../kernel/event.js';
import { advance, advanced, claim } from './checkpoint-store.js';
import { OwnedProjection } from './owned-projection.js';
import { PageApplier } from './page-applier.js';
import { PageWriter, type PageWriterOptions, type Work, type WriteOutcome } from './page-writer.js';
import { runStatements } from './statement.js';

describe('a live checkpoint', () => {
  let bench: ProjectionBench;
  let owned: OwnedProjection;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
    await bench.engine({ projections: [ledger()] }).prepare();
    const [row] = await claim(bench.pool, 'me', 60_000, 'live', ['ledger'], 1);
    owned = new OwnedProjection(ledger(), 'live', row!.epoch, row!.position, 1_000);
  });
  afterEach(() => bench.close());

  const checkpoint = async () => (await bench.rows('select position, epoch::text from projections.checkpoints'))[0];

  it('stays where a rebuild has put it while an event of the page was looked for', async () => {
    await bench.append([moved('a', 1), moved('a', 2 ** 31), moved('a', 2), moved('a', 4)]);
    const page = await bench.log.readAll({ limit: 10 });
    const last = await bench.append([moved('a', 8)]);
    const writer = new SurprisedWriter({ pool: bench.pool, owner: 'me', leaseMs: 60_000 }, 3, () =>
      bench.rows('update projections.checkpoints set position = $1, epoch = epoch + 1', [last]),
    );
    const applier = new PageApplier({ pool: bench.pool, writer, owner: 'me', now: () => 0, observer: {} });
    expect(await applier.apply([owned], { events: page.events, to: page.next! })).toEqual([]);
    expect(await checkpoint()).toEqual({ position: last, epoch: owned.epoch });
    expect(owned.position).toBe(last);
    expect(await bench.rows('select * from accounts')).toEqual([]);
  });

  it('that a crash of the database has put back is left, so that whoever takes it begins where it is', async () => {
    const writer = new PageWriter({ pool: bench.pool, owner: 'me', leaseMs: 60_000 });
    const applier = new PageApplier({ pool: bench.pool, writer, owner: 'me', now: () => 0, observer: {} });
    const first = await bench.append([moved('a', 1)]);
    const before = await bench.log.readAll({ limit: 10 });
    expect(await applier.apply([owned], { events: before.events, to: first })).toEqual([]);
    await bench.rows('update projections.checkpoints set position = null');
    await bench.rows('delete from accounts');

    const second = await bench.append([moved('a', 2)]);
    const { events } = await bench.log.readAll({ after: first, limit: 10 });
    expect(await applier.apply([owned], { events, to: second })).toEqual([{ owned }]);
    expect(await checkpoint()).toMatchObject({ position: null });
    expect(await bench.rows('select * from accounts')).toEqual([]);
  });

  it('waits for the disk, which that of a rebuild need not', async () => {
    await bench.rows('create table commits (target text, synchronous text)');
    await bench.rows(`create function note_commit() returns trigger language plpgsql as $$
      begin insert into commits values (new.target, current_setting('synchronous_commit')); return new; end $$`);
    // Deferred: what holds at the commit counts.
    await bench.rows(`create constraint trigger note after update of position on projections.checkpoints
      deferrable initially deferred for each row execute function note_commit()`);
    await bench.append([moved('a', 1)]);
    const engine = await bench.started({ projections: [ledger({ version: 2 })] });
    await engine.awaitRebuild();
    const position = await bench.append([moved('a', 1)]);
    expect(await engine.waitFor('ledger', position, 60_000)).toBe('reached');
    expect(await bench.rows('select distinct target, synchronous from commits order by target')).toEqual([
      { target: 'live', synchronous: 'on' },
      { target: 'rebuild', synchronous: 'off' },
    ]);
  });

  it('refuses to be moved back', async () => {
    const first = await bench.append([moved('a', 1)]);
    const second = await bench.append([moved('a', 1)]);
    const step = {
      projection: 'ledger',
      target: 'live',
      epoch: owned.epoch,
      recordedAt: undefined,
      events: 0,
    } as const;
    const move = async (from: LogPosition | undefined, to: LogPosition): Promise<boolean> => {
      const client = await bench.pool.connect();
      try {
        const [rows] = await runStatements(client, [
          advance('me', 60_000, [{ ...step, from, to, eventsPerSecond: undefined }]),
        ]);
        return advanced(rows ?? [], step);
      } finally {
        client.release();
      }
    };
    expect(await move(undefined, second)).toBe(true);
    expect(await move(second, first)).toBe(false);
    expect(await move(second, second)).toBe(true);
    expect(await checkpoint()).toMatchObject({ position: second });
  });
});

/** Something happens to the checkpoint just before a certain write. */
class SurprisedWriter extends PageWriter {
  private writes = 0;

  constructor(
    options: PageWriterOptions,
    private readonly surprised: number,
    private readonly happen: () => Promise<unknown>,
  ) {
    super(options);
  }

  override async write(works: readonly Work[]): Promise<WriteOutcome> {
    if (++this.writes === this.surprised) await this.happen();
    return super.write(works);
  }
}
