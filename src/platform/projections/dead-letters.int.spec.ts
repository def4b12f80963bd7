import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { census, ledger } from '../../../test/support/ledger-projection.js';
import { moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { RecordedEvent } from '../../kernel/event.js';

describe('an event that a live projection cannot take', () => {
  let bench: ProjectionBench;
  let refused: Set<number>;
  const onFold = (event: RecordedEvent): void => {
    const { amount } = event.data as { amount: number };
    if (refused.has(amount)) throw new Error(`not ${amount}`);
  };

  beforeEach(async () => {
    refused = new Set();
    bench = await ProjectionBench.open();
  });
  afterEach(() => bench.close());

  it('is set aside with its error, as a whole, and the projection goes on', async () => {
    refused.add(13);
    const onDeadLetter = vi.fn();
    const engine = await bench.started({ projections: [ledger({ onFold }), census], observer: { onDeadLetter } });
    const position = await bench.append([moved('a', 1), moved('a', 13), moved('a', 2)]);
    expect(await engine.waitFor(['ledger', 'census'], position, 30_000)).toBe('reached');
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 3, moves: '2' }]);
    expect(await bench.rows('select amount from entries order by position')).toEqual([{ amount: 1 }, { amount: 2 }]);
    expect(await bench.rows('select count from census')).toEqual([{ count: 3 }]);
    const letters = await engine.deadLetters();
    expect(letters).toMatchObject([
      { projection: 'ledger', type: 'Moved', error: 'not 13', attempts: 1, revision: 1n },
    ]);
    expect(onDeadLetter).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ projection: 'ledger', eventId: letters[0]?.eventId, error: 'not 13' }),
    );
    expect((await engine.statuses())[0]).toMatchObject({ name: 'ledger', deadLetters: 1, state: 'current' });
  });

  it('is found among its page when it is a column that refuses the rows', async () => {
    const engine = await bench.started({ projections: [ledger(), census] });
    const facts = Array.from({ length: 40 }, (_, index) => moved(`a${index % 5}`, index === 17 ? 2 ** 31 : 1));
    expect(await engine.waitFor(['ledger', 'census'], await bench.append(facts), 30_000)).toBe('reached');
    expect(await bench.rows('select sum(total)::int as total from accounts')).toEqual([{ total: 39 }]);
    expect(await bench.rows('select count from census')).toEqual([{ count: 40 }]);
    expect(await engine.deadLetters()).toMatchObject([
      { revision: 17n, error: expect.stringMatching(/^column total: 21474836\d\d is not an integer$/) },
    ]);
    const after = await bench.append([moved('a0', 1)]);
    expect(await engine.waitFor('ledger', after, 30_000)).toBe('reached');
  });

  it('is applied on command once its cause is gone, and counted again while it is not', async () => {
    refused.add(13);
    const engine = await bench.started({ projections: [ledger({ onFold })] });
    const position = await bench.append([moved('a', 1), moved('a', 13), moved('a', 2)]);
    await engine.waitFor('ledger', position, 30_000);
    const again = await engine.retryDeadLetters('ledger');
    expect(again).toMatchObject({ tried: 1, remaining: [{ attempts: 2, error: 'not 13' }] });

    refused.clear();
    const [letter] = again.remaining;
    expect(await engine.retryDeadLetters('ledger', [letter!.position])).toEqual({ tried: 1, remaining: [] });
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 16, moves: '3' }]);
    expect(await bench.rows('select count(*)::int as entries from entries')).toEqual([{ entries: 3 }]);
    const next = await bench.append([moved('a', 4)]);
    expect(await engine.waitFor('ledger', next, 30_000)).toBe('reached');
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 20 }]);
  });

  it('is forgotten by a rebuild that could take it', async () => {
    refused.add(13);
    const engine = await bench.started({ projections: [ledger({ onFold })] });
    await engine.waitFor('ledger', await bench.append([moved('a', 13)]), 30_000);
    refused.clear();
    await engine.startRebuild();
    await engine.awaitRebuild();
    expect(await engine.deadLetters()).toEqual([]);
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 13 }]);
  });

  it('stops those who consume it, and only those, when its schema is newer than the build', async () => {
    const upcast = (event: RecordedEvent): RecordedEvent => {
      if (event.type === 'Closed') throw new Error('schema version 9, this build knows 1');
      return event;
    };
    const moves = { ...census, name: 'moves', types: ['Moved'], outputs: [] };
    const engine = await bench.started({ projections: [ledger(), moves], upcast });
    const readable = await bench.append([moved('a', 1)]);
    await bench.append([{ type: 'Closed', data: { account: 'a' } }]);
    const last = await bench.append([moved('a', 2)]);
    expect(await engine.waitFor('moves', last, 30_000)).toBe('reached');
    await vi.waitFor(async () => expect((await engine.statuses())[0]?.state).toBe('failed'), 30_000);
    const [status] = await engine.statuses();
    expect(status).toMatchObject({ name: 'ledger', position: readable, owner: undefined, deadLetters: 0 });
    expect(status?.failure).toContain('schema version 9');
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 1 }]);
  });
});
