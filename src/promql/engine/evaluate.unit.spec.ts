import { describe, expect, it } from 'vitest';
import type { EvaluationOptions } from '../evaluation.js';
import { Labels } from '../labels.js';
import { MemorySeriesSource } from '../memory-series-source.js';
import { parsePromql } from '../parse.js';
import { PromqlError } from '../promql-error.js';
import { parseSeriesNotation } from '../series-notation.js';
import type { SeriesSelection, SeriesSource } from '../series-source.js';
import { evaluateInstant, evaluateRange } from './evaluate.js';

const MINUTE = 60_000;
const given = (...lines: string[]): MemorySeriesSource =>
  new MemorySeriesSource(lines.map((line) => parseSeriesNotation(line, MINUTE)));
const source = given('requests_total{path="/a"} 0+60x60', 'requests_total{path="/b"} 0+30x60', 'up 1x60');

/** Remembers what it is asked for, and has nothing. */
function recording(): { readonly asked: SeriesSelection[][]; readonly source: SeriesSource } {
  const asked: SeriesSelection[][] = [];
  const select: SeriesSource['select'] = async (selections) => {
    asked.push([...selections]);
    return selections.map(() => []);
  };
  return { asked, source: { select } };
}

async function windowsOf(text: string, options: EvaluationOptions = {}): Promise<readonly (readonly number[])[]> {
  const { asked, source: empty } = recording();
  const range = { startMs: 100 * MINUTE, endMs: 130 * MINUTE, stepMs: 10 * MINUTE };
  await evaluateRange(parsePromql(text), empty, range, options);
  expect(asked.length).toBeLessThan(2);
  return (asked[0] ?? []).map(({ afterMs, untilMs }) => [afterMs / MINUTE, untilMs / MINUTE]);
}

describe('what an expression fetches', () => {
  it.each([
    ['m', [[95, 130]]],
    ['m offset 10m', [[85, 120]]],
    ['m offset -10m', [[105, 140]]],
    ['rate(m[30m])', [[70, 130]]],
    ['rate(m[30m] offset 1h)', [[10, 70]]],
    ['m @ 3000', [[45, 50]]],
    ['m @ start()', [[95, 100]]],
    ['rate(m[30m] @ end() offset 10m)', [[90, 120]]],
    // At multiples of seven minutes: the first later than 70 minutes, the last not later than 130.
    ['max_over_time(m[30m:7m])', [[72, 126]]],
    ['max_over_time(rate(m[10m])[30m:7m] offset 1h)', [[4, 70]]],
    ['max_over_time(m[30m:7m] @ 3000)', [[16, 49]]],
    ['1 + time()', []],
    [
      'sum(a) / sum(b)',
      [
        [95, 130],
        [95, 130],
      ],
    ],
    ['m - m offset 5m', [[90, 130]]],
    [
      'm - m offset 1d',
      [
        [95 - 1440, 130 - 1440],
        [95, 130],
      ],
    ],
  ])('%s: %j', async (text, expected) => {
    expect(await windowsOf(text)).toEqual(expected);
  });

  it('is as much as the lookback asks for', async () => {
    expect(await windowsOf('m', { lookbackMs: MINUTE })).toEqual([[99, 130]]);
  });

  it('depends on the default step where a subquery names none', async () => {
    expect(await windowsOf('max_over_time(m[30m:])', { defaultStepMs: 7 * MINUTE })).toEqual([[72, 126]]);
  });
});

describe('answers', () => {
  const at = 10 * MINUTE;

  it.each([
    ['1 + 1', { type: 'scalar', at, value: 2 }],
    ['"text"', { type: 'string', at, value: 'text' }],
    ['up', { type: 'vector', at, samples: [{ labels: Labels.of({ __name__: 'up' }), value: 1 }] }],
    ['nothing', { type: 'vector', at, samples: [] }],
    [
      '(requests_total{path="/a"}[2m])',
      {
        type: 'matrix',
        series: [
          {
            labels: Labels.of({ __name__: 'requests_total', path: '/a' }),
            times: [9 * MINUTE, at],
            values: [540, 600],
          },
        ],
      },
    ],
    ['sum(up)[4m:2m]', { type: 'matrix', series: [{ labels: Labels.empty, times: [8 * MINUTE, at], values: [1, 1] }] }],
  ])('of %s at a moment', async (text, expected) => {
    const { answer } = await evaluateInstant(parsePromql(text), source, at);
    expect(plain(answer)).toEqual(plain(expected));
  });

  it('of a scalar over a range are a series without labels', async () => {
    const { series } = await evaluateRange(parsePromql('time()'), source, { startMs: 0, endMs: 2500, stepMs: 1000 });
    expect(plain(series)).toEqual(plain([{ labels: Labels.empty, times: [0, 1000, 2000], values: [0, 1, 2] }]));
  });

  it('over a range are in the order of their labels', async () => {
    const range = { startMs: at, endMs: at, stepMs: 1000 };
    const { series } = await evaluateRange(parsePromql('sort_desc(requests_total) or up'), source, range);
    expect(series.map(({ labels }) => labels.toRecord())).toEqual([
      { __name__: 'requests_total', path: '/a' },
      { __name__: 'requests_total', path: '/b' },
      { __name__: 'up' },
    ]);
  });

  it('over a range that ends before it starts are none', async () => {
    const { series } = await evaluateRange(parsePromql('up'), source, { startMs: at, endMs: 0, stepMs: 1000 });
    expect(series).toEqual([]);
  });

  it.each(['requests_total[5m]', '"text"'])('of %s over a range there are none', async (text) => {
    const range = { startMs: 0, endMs: at, stepMs: 1000 };
    await expect(evaluateRange(parsePromql(text), source, range)).rejects.toThrow(
      /invalid expression type "(range vector|string)" for range query/,
    );
  });
});

describe('limits', () => {
  const limit = (message: RegExp): unknown =>
    expect.objectContaining({ kind: 'limit', message: expect.stringMatching(message) });
  const long = { startMs: 0, endMs: 60 * MINUTE, stepMs: MINUTE };

  it('of samples that are loaded', async () => {
    const refused = evaluateInstant(parsePromql('sum_over_time(up[1h])'), source, 60 * MINUTE, { maxSamples: 59 });
    await expect(refused).rejects.toEqual(limit(/more than 59 samples \(limit maxSamples\)/));
  });

  it('of samples that are held, whoever loads them', async () => {
    const careless: SeriesSource = { select: (selections) => source.select(selections, { maxSamples: Infinity }) };
    const refused = evaluateRange(parsePromql('requests_total'), careless, long, { maxSamples: 121 });
    await expect(refused).rejects.toEqual(limit(/more than 121 samples in memory \(limit maxSamples\)/));
  });

  it('of samples that are computed', async () => {
    const expr = parsePromql('vector(time())');
    await expect(evaluateRange(expr, source, long, { maxSamples: 60 })).rejects.toEqual(limit(/maxSamples/));
    await expect(evaluateRange(expr, source, long, { maxSamples: 122 })).resolves.toBeDefined();
  });

  it.each(['time()', '1', 'sum_over_time(vector(time())[10y:1ms])', 'vector(1)[10y:1ms]', 'absent(m)'])(
    'of steps, before there is memory for them: %s',
    async (text) => {
      const endless = { startMs: 0, endMs: 1e15, stepMs: 1 };
      const expr = parsePromql(text);
      const refused = text.includes('[') ? evaluateInstant(expr, source, 1e12) : evaluateRange(expr, source, endless);
      await expect(refused).rejects.toEqual(limit(/maxSamples/));
    },
  );

  it('count what is no longer needed as free', async () => {
    const expr = parsePromql(Array.from({ length: 50 }, () => 'sum(vector(time()))').join(' + '));
    await expect(evaluateRange(expr, source, long, { maxSamples: 61 * 10 })).resolves.toBeDefined();
  });

  it('of time: given up before it begins', async () => {
    const { asked, source: unused } = recording();
    const signal = AbortSignal.abort(new Error('too slow'));
    const refused = evaluateInstant(parsePromql('up'), unused, 0, { signal });
    await expect(refused).rejects.toEqual(limit(/given up before its end \(limit signal\): too slow/));
    expect(asked).toEqual([]);
  });

  it('of time: given up in the midst of long work, which lets others have their turn', async () => {
    const controller = new AbortController();
    const endless = parsePromql('sum_over_time(sum_over_time(requests_total[10m])[1d:1s])');
    const range = { startMs: 0, endMs: 1440 * MINUTE, stepMs: 1000 };
    const working = evaluateRange(endless, source, range, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 0);
    await expect(working).rejects.toBeInstanceOf(PromqlError);
    await expect(working).rejects.toEqual(limit(/enough/));
  });

  it('of regular expressions in label_replace', async () => {
    const expr = parsePromql(`label_replace(up, "a", "$1", "b", "${'(abcdefghij)'}{1,1000}")`);
    await expect(evaluateInstant(expr, source, 0)).rejects.toEqual(limit(/regular expression in label_replace/));
  });
});

/** Labels as plain objects: what they remember of themselves does not matter. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => (each instanceof Labels ? each.toRecord() : each)));
}
