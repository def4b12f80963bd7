import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateInstant, evaluateRange } from '../../src/promql/engine/evaluate.js';
import { Labels } from '../../src/promql/labels.js';
import { MemorySeriesSource } from '../../src/promql/memory-series-source.js';
import { parsePromql } from '../../src/promql/parse.js';
import { PromqlError } from '../../src/promql/promql-error.js';
import type { SampledSeries } from '../../src/promql/series-source.js';
import { generatedQueries } from '../differential/generated-queries.js';
import { generatedSeries, START_MS } from '../differential/generated-series.js';

type Values = ReadonlyMap<string, number>;

async function valuesAt(text: string, source: MemorySeriesSource, at: number): Promise<Values> {
  const { answer } = await evaluateInstant(parsePromql(text), source, at);
  if (answer.type === 'scalar') return new Map([[Labels.empty.key, answer.value]]);
  if (answer.type !== 'vector') throw new TypeError(`${text} answers a ${answer.type}`);
  return new Map(answer.samples.map(({ labels, value }) => [labels.key, value]));
}

function expectSame(found: Values, wanted: Values, about: string): void {
  expect([...found.keys()].sort(), about).toEqual([...wanted.keys()].sort());
  for (const [key, value] of wanted) expect(found.get(key), `${about} ${key}`).toBeCloseTo(value, 6);
}

const MINUTE = 60_000;

/** A few series, each with values at some of the moments that are a quarter of a minute apart. */
const someSeries = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'), fc.constantFrom('1', '2')), {
    selector: (labels) => labels.join(),
    minLength: 1,
  })
  .chain((given) =>
    fc.tuple(
      ...given.map(([group, side, id]) =>
        fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 40 }).chain((moments) =>
          fc
            .array(fc.integer({ min: 0, max: 1000 }), { minLength: moments.length, maxLength: moments.length })
            .map((values): SampledSeries => ({
              labels: Labels.of({ __name__: 'm_total', group, side, id }),
              times: Float64Array.from(
                [...moments].sort((a, b) => a - b),
                (moment) => moment * 15_000,
              ),
              values: Float64Array.from(values),
            })),
        ),
      ),
    ),
  );
const moment = fc.integer({ min: 0, max: 20 * 60 }).map((seconds) => seconds * 1000);

async function holds(law: (source: MemorySeriesSource, at: number) => Promise<void>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(someSeries, moment, (series, at) => law(new MemorySeriesSource(series), at)),
    { numRuns: 60 },
  );
}

describe('laws of the language', () => {
  it.each(['sum', 'count', 'min', 'max'])('%s of the parts is that of the whole', (op) =>
    expect(
      holds(async (source, at) => {
        const outer = op === 'count' ? 'sum' : op;
        const whole = await valuesAt(`${op}(m_total)`, source, at);
        expectSame(await valuesAt(`${outer}(${op} by (group) (m_total))`, source, at), whole, 'by');
        expectSame(await valuesAt(`${outer}(${op} without (side) (m_total))`, source, at), whole, 'without');
      }),
    ).resolves.toBeUndefined(),
  );

  it('the mean is the sum by the count', () =>
    expect(
      holds(async (source, at) =>
        expectSame(
          await valuesAt('avg by (group) (m_total)', source, at),
          await valuesAt('sum by (group) (m_total) / count by (group) (m_total)', source, at),
          'avg',
        ),
      ),
    ).resolves.toBeUndefined());

  it('an increase is the rate times the range', () =>
    expect(
      holds(async (source, at) =>
        expectSame(
          await valuesAt('rate(m_total[5m]) * 300', source, at),
          await valuesAt('increase(m_total[5m])', source, at),
          'rate',
        ),
      ),
    ).resolves.toBeUndefined());

  it('what goes with the other side, and what does not, is everything', () =>
    expect(
      holds(async (source, at) =>
        expectSame(
          await valuesAt(
            '(m_total and on (group) m_total{side="x"}) or (m_total unless on (group) m_total{side="x"})',
            source,
            at,
          ),
          await valuesAt('m_total', source, at),
          'sets',
        ),
      ),
    ).resolves.toBeUndefined());

  it('an offset is the past', () =>
    expect(
      holds(async (source, at) => {
        for (const text of ['m_total', 'sum_over_time(m_total[3m])', 'max_over_time(m_total[3m:30s])']) {
          const past = text.endsWith(')') ? `${text.slice(0, -1)} offset 4m)` : `${text} offset 4m`;
          const wanted = await valuesAt(text, source, at - 4 * MINUTE);
          // The subquery's step divides the offset: its steps are multiples of it, whatever the offset.
          expectSame(await valuesAt(past, source, at), wanted, past);
        }
      }),
    ).resolves.toBeUndefined());

  it('a subquery is its expression at each of its steps', () =>
    expect(
      holds(async (source, at) => {
        const steps: Values[] = [];
        const first = Math.floor((at - 5 * MINUTE) / 45_000) + 1;
        for (let step = first; step * 45_000 <= at; step++) {
          steps.push(await valuesAt('m_total - 500', source, step * 45_000));
        }
        const greatest = new Map<string, number>();
        for (const values of steps) {
          for (const [key, value] of values) greatest.set(key, Math.max(greatest.get(key) ?? -Infinity, value));
        }
        expectSame(await valuesAt('max_over_time((m_total - 500)[5m:45s])', source, at), greatest, 'subquery');
      }),
    ).resolves.toBeUndefined());

  it('something is absent exactly where it is not there', () =>
    expect(
      holds(async (source, at) => {
        const there = await valuesAt('m_total{group="a"}', source, at);
        expect((await valuesAt('absent(m_total{group="a"})', source, at)).size).toBe(there.size === 0 ? 1 : 0);
      }),
    ).resolves.toBeUndefined());
});

it('each step of a range is what a query of that moment answers', async () => {
  const source = new MemorySeriesSource(generatedSeries(1));
  let compared = 0;
  for (const { text, startMs, stepMs } of generatedQueries(1, 300)) {
    // These refer to the range itself.
    if (/start\(\)|end\(\)/.test(text)) continue;
    const expr = parsePromql(text);
    const range = { startMs: Math.max(startMs, START_MS), endMs: startMs + 4 * stepMs, stepMs };
    let answer: Awaited<ReturnType<typeof evaluateRange>>;
    try {
      answer = await evaluateRange(expr, source, range);
    } catch (error) {
      expect(error).toBeInstanceOf(PromqlError);
      continue;
    }
    for (let at = range.startMs; at <= range.endMs; at += stepMs) {
      const column = new Map<string, number>();
      for (const { labels, times, values } of answer.series) {
        const index = times.indexOf(at);
        if (index >= 0) column.set(labels.key, values[index]!);
      }
      const instant = await valuesAt(text, source, at);
      expect(new Map([...column].sort()), `${text} at ${at}`).toEqual(new Map([...instant].sort()));
      compared += column.size;
    }
  }
  expect(compared).toBeGreaterThan(1_000);
});
