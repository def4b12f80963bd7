import { describe, expect, it } from 'vitest';
import { PromqlError } from './promql-error.js';
import { parseSeriesNotation } from './series-notation.js';
import { isStale } from './stale.js';

function described(text: string): readonly (readonly [at: number, value: number | 'stale'])[] {
  const { times, values } = parseSeriesNotation(text, 10);
  return Array.from(times, (at, index) => [at, isStale(values, index) ? 'stale' : values[index]!]);
}

const values = (text: string) => described(`m ${text}`).map(([, value]) => value);

describe('series notation of promtool', () => {
  it.each([
    ['1 2 3', [1, 2, 3]],
    ['-1 +2 .5 1e3 1.5e-3', [-1, 2, 0.5, 1000, 0.0015]],
    ['0x2 5+0x2', [0, 0, 0, 5, 5, 5]],
    ['0+10x5', [0, 10, 20, 30, 40, 50]],
    ['-2-3x4', [-2, -5, -8, -11, -14]],
    ['1x3', [1, 1, 1, 1]],
    ['7x0', [7]],
    ['1+0.1x2', [1, 1.1, 1.1 + 0.1]],
    ['NaN Inf -Inf +Inf', [Number.NaN, Infinity, -Infinity, Infinity]],
    ['1 stale 2', [1, 'stale', 2]],
    ['', []],
  ])('reads %s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('leaves gaps where there is no sample', () => {
    expect(described('m 1 _ 2 _x3 3 _')).toEqual([
      [0, 1],
      [20, 2],
      [60, 3],
    ]);
  });

  it.each([
    ['up 1', { __name__: 'up' }],
    ['up{} 1', { __name__: 'up' }],
    ['{job="a"} 1', { job: 'a' }],
    [`a:b{x="1", y='2',z=\`3\`,} 1`, { __name__: 'a:b', x: '1', y: '2', z: '3' }],
    ['{"my.metric", "my.label"="v"} 1', { __name__: 'my.metric', 'my.label': 'v' }],
    [String.raw`m{a="q\"\\\n\x41\u00e9\303\251"} 1`, { __name__: 'm', a: 'q"\\\nAéé' }],
    ['m{a="},{ 1 x", b="2"} 1', { __name__: 'm', a: '},{ 1 x', b: '2' }],
    ['m{a=""} 1', { __name__: 'm' }],
  ])('reads the labels of %s', (text, expected) => {
    const series = parseSeriesNotation(text, 10);
    expect(series.labels.toRecord()).toEqual(expected);
    expect([...series.values]).toEqual([1]);
  });

  it.each([
    ['m 1+2', 'parse', /"1\+2" has a step but no count/],
    ['m x', 'parse', /unexpected "x" in series values/],
    ['m 1x', 'parse', /unexpected "1x"/],
    ['m stalex3', 'parse', /unexpected "stalex3"/],
    ['m{a} 1', 'parse', /label "a" needs a value/],
    ['m{a="1" b="2"} 1', 'parse', /expected "," or "}"/],
    ['m{a="1"}1', 'parse', /expected a space/],
    ['= 1', 'parse', /is no series/],
    ['m {{schema:1 sum:4}}', 'unsupported', /native histograms/],
    ['m 1x1000000000', 'limit', /1000000 samples/],
  ])('refuses %s', (text, kind, message) => {
    const refused = (): unknown => parseSeriesNotation(text, 10);
    expect(refused).toThrow(message);
    expect(refused).toThrow(PromqlError);
    expect(refused).toThrow(expect.objectContaining({ kind }));
  });
});
