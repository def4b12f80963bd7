import { describe, expect, it } from 'vitest';
import { QueryLanes } from './query-lanes.js';

describe('lanes of queries', () => {
  const open = new AbortController().signal;

  it('run so many at a time, and the others in turn, also after a failure', async () => {
    const lanes = new QueryLanes(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const runs = [0, 1, 2, 3].map((number) =>
      lanes.run(open, async () => {
        begun.push(number);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (number === 0) throw new Error('failed');
        return number;
      }),
    );
    expect(begun).toEqual([0, 1]);
    ends[0]!();
    await expect(runs[0]).rejects.toThrow('failed');
    expect(begun).toEqual([0, 1, 2]);
    ends[1]!();
    ends[2]!();
    expect(await Promise.all([runs[1], runs[2]])).toEqual([1, 2]);
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[3]!();
    expect(await runs[3]).toBe(3);
    expect(await lanes.run(open, () => Promise.resolve('free'))).toBe('free');
  });

  it('let go who has waited too long', async () => {
    const lanes = new QueryLanes(1);
    let end = () => {};
    const first = lanes.run(open, () => new Promise<void>((resolve) => (end = resolve)));
    const patience = new AbortController();
    const second = lanes.run(patience.signal, () => Promise.resolve('never'));
    patience.abort();
    await expect(second).rejects.toThrow('query timed out in query queue');
    await expect(lanes.run(AbortSignal.abort(), () => Promise.resolve('never'))).rejects.toThrow(/timed out/);
    end();
    await first;
    expect(await lanes.run(open, () => Promise.resolve('free'))).toBe('free');
  });
});
