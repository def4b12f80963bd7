import { describe, expect, it } from 'vitest';
import type { LabelMatcher } from './ast.js';
import { MemorySeriesSource } from './memory-series-source.js';
import { parseSeriesNotation } from './series-notation.js';

const series = ['m{a="1"} 1 2 3', 'm{a="2"} 4 _ 6', 'n{a="1"} 7', '{a="1"} 8'].map((line) =>
  parseSeriesNotation(line, 10),
);
const source = new MemorySeriesSource(series);
const matcher = (name: string, op: LabelMatcher['op'], value: string): LabelMatcher => ({ name, op, value });

async function selected(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number): Promise<unknown> {
  const [found] = await source.select([{ matchers, afterMs, untilMs }], { maxSamples: 100 });
  return found!.map(({ labels, times, values }) => [labels.toRecord(), [...times], [...values]]);
}

describe('series in memory', () => {
  it('are found by their labels, in a window that excludes its beginning', async () => {
    expect(await selected([matcher('__name__', '=', 'm')], 0, 20)).toEqual([
      [{ __name__: 'm', a: '1' }, [10, 20], [2, 3]],
      [{ __name__: 'm', a: '2' }, [20], [6]],
    ]);
    expect(await selected([matcher('a', '=', '1'), matcher('__name__', '!=', 'm')], -1, 20)).toEqual([
      [{ __name__: 'n', a: '1' }, [0], [7]],
      [{ a: '1' }, [0], [8]],
    ]);
    expect(await selected([matcher('__name__', '=~', 'm|n'), matcher('a', '!~', '1')], -1, 0)).toEqual([
      [{ __name__: 'm', a: '2' }, [0], [4]],
    ]);
  });

  it('are left out where they have no sample in the window', async () => {
    expect(await selected([matcher('__name__', '=', 'm')], 0, 10)).toEqual([[{ __name__: 'm', a: '1' }, [10], [2]]]);
    expect(await selected([matcher('__name__', '=', 'other')], 0, 10)).toEqual([]);
  });

  it('are refused where they are more than allowed', async () => {
    const all = { matchers: [matcher('a', '=~', '.+')], afterMs: -1, untilMs: 20 };
    await expect(source.select([all], { maxSamples: 7 })).resolves.toHaveLength(1);
    await expect(source.select([all, all], { maxSamples: 13 })).rejects.toEqual(
      expect.objectContaining({ kind: 'limit' }),
    );
  });

  it('are given once each', () => {
    expect(() => new MemorySeriesSource([series[0]!, series[0]!])).toThrow(/given twice/);
  });
});
