import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateInstant, evaluateRange } from '../../src/promql/engine/evaluate.js';
import type { MatrixSeries } from '../../src/promql/evaluation.js';
import { compareLabels } from '../../src/promql/engine/sorting.js';
import { Labels } from '../../src/promql/labels.js';
import { MemorySeriesSource } from '../../src/promql/memory-series-source.js';
import { parsePromql } from '../../src/promql/parse.js';
import { PromqlError } from '../../src/promql/promql-error.js';
import { hasPrometheus, PrometheusServer } from '../support/prometheus.js';
import { type GeneratedQuery, generatedQueries } from './generated-queries.js';
import { asOpenMetrics, generatedSeries } from './generated-series.js';

const QUERIES = 3_200;
const AT_ONCE = 6;
const SEED = 20_260_115;

/** An answer of either side: values by series and moment, or why there is none. */
type Answer = ReadonlyMap<string, number> | string;

/**
 * Our evaluator against a real Prometheus, on thousands of generated queries. Debian has Prometheus 2.42, we follow
 * Prometheus 3. What is known to differ, and how the generator stays away from it or the comparison allows for it:
 *
 * - Prometheus 2 includes the beginning of a range, and a sample as old as the lookback. Samples, moments and the steps
 *   of subqueries lie at different tenths of a second, so nothing lies on an edge.
 * - Prometheus 2 extends a counter that begins within the window by up to the distance of its samples, Prometheus 3 by
 *   half of that. Rates are asked of counters without gaps only.
 * - Prometheus 2 says 0 of the deviation of a single infinite value, Prometheus 3 NaN. It is not asked for.
 * - Prometheus 2 refuses `-v` where two series become one, even if they are never there at once; see `isExplained`.
 * - Prometheus 2 keeps the name in `v atan2 s`. It is asked of vectors without a name.
 * - Prometheus forgets the offset in `timestamp(v @ t offset d)`, which is taken for a mistake; see `isExplained`.
 * - Prometheus 2 lets the fixed moment of `predict_linear(v[…] @ t, …)` wander over a range. It is not asked for.
 * - Prometheus 2 lacks what came later (first_over_time, histogram_fraction of classic histograms). It is not asked for.
 */
describe.skipIf(!hasPrometheus())(
  'the evaluator and a real Prometheus (skipped without prometheus and promtool)',
  () => {
    const series = [...generatedSeries(SEED)].sort((a, b) => compareLabels(a.labels, b.labels));
    const source = new MemorySeriesSource(series);
    let prometheus: PrometheusServer;

    beforeAll(async () => {
      prometheus = await PrometheusServer.start([], asOpenMetrics(series));
    });
    afterAll(() => prometheus?.stop());

    // Half a minute on a quiet machine; a limit that a busy one reaches would be a timed assertion.
    it('answer the same', { timeout: 600_000 }, async () => {
      const queries = generatedQueries(SEED, QUERIES);
      const differences: string[] = [];
      let refused = 0;
      let empty = 0;
      const queue = queries[Symbol.iterator]();
      const work = async (): Promise<void> => {
        for (const query of queue) {
          const theirs = await askPrometheus(prometheus.url, query);
          const ours = await evaluate(source, query);
          if (typeof theirs === 'string') refused++;
          else if (theirs.size === 0) empty++;
          const difference = isExplained(query, ours, theirs) ? undefined : differenceOf(ours, theirs);
          if (difference) differences.push(`${described(query)}\n  ${difference}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      expect(differences.slice(0, 10).join('\n'), `${differences.length} differences`).toBe('');
      // Most queries have to say something, or the comparison says nothing.
      expect(refused).toBeLessThan(QUERIES * 0.15);
      expect(empty).toBeLessThan(QUERIES * 0.25);
    });
  },
);

function isExplained({ text }: GeneratedQuery, ours: Answer, theirs: Answer): boolean {
  if (/timestamp\([^()]* @ [^()]*(\(\))? offset/.test(text)) return true;
  return typeof theirs === 'string' && typeof ours !== 'string' && text.includes('-(') && /same labelset/.test(theirs);
}

async function evaluate(source: MemorySeriesSource, query: GeneratedQuery): Promise<Answer> {
  const { text, startMs, endMs, stepMs } = query;
  try {
    const expr = parsePromql(text);
    if (startMs < endMs) return byMoment((await evaluateRange(expr, source, { startMs, endMs, stepMs })).series);
    const { answer } = await evaluateInstant(expr, source, startMs);
    switch (answer.type) {
      case 'vector':
        return byMoment(answer.samples.map(({ labels, value }) => ({ labels, times: [startMs], values: [value] })));
      case 'scalar':
        return byMoment([{ labels: Labels.empty, times: [startMs], values: [answer.value] }]);
      default:
        throw new TypeError(`${text} answers a ${answer.type}`);
    }
  } catch (error) {
    if (error instanceof PromqlError) return error.message;
    throw error;
  }
}

function byMoment(series: readonly MatrixSeries[]): Answer {
  return new Map(
    series.flatMap(({ labels, times, values }) =>
      times.map((time, index) => [`${labels.key} @${Math.round(time)}`, values[index]!] as const),
    ),
  );
}

interface PrometheusAnswer {
  readonly status: 'success' | 'error';
  readonly error?: string;
  readonly data?: {
    readonly resultType: 'vector' | 'matrix' | 'scalar';
    readonly result: unknown;
  };
}
type Point = readonly [seconds: number, value: string];

async function askPrometheus(url: string, { text, startMs, endMs, stepMs }: GeneratedQuery): Promise<Answer> {
  const isInstant = startMs === endMs;
  const moment = { time: String(startMs / 1000) };
  const range = { start: String(startMs / 1000), end: String(endMs / 1000), step: String(stepMs / 1000) };
  const body = new URLSearchParams({ query: text, ...(isInstant ? moment : range) });
  const response = await fetch(`${url}/api/v1/${isInstant ? 'query' : 'query_range'}`, { method: 'POST', body });
  const { status, error, data } = (await response.json()) as PrometheusAnswer;
  if (status === 'error' || !data) return error ?? `status ${response.status}`;
  if (data.resultType === 'scalar') return byMoment([seriesOf({}, [data.result as Point])]);
  const results = data.result as readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly value?: Point;
    readonly values?: readonly Point[];
  }[];
  return byMoment(results.map(({ metric, value, values }) => seriesOf(metric, values ?? [value!])));
}

function seriesOf(metric: Readonly<Record<string, string>>, points: readonly Point[]): MatrixSeries {
  return {
    labels: Labels.of(metric),
    times: points.map(([seconds]) => Math.round(seconds * 1000)),
    values: points.map(([, text]) => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text))),
  };
}

function differenceOf(ours: Answer, theirs: Answer): string | undefined {
  if (typeof ours === 'string' || typeof theirs === 'string') {
    if (typeof ours === typeof theirs) return undefined;
    return `ours: ${summary(ours)}; theirs: ${summary(theirs)}`;
  }
  for (const [key, value] of theirs) {
    const own = ours.get(key);
    if (own === undefined || !isClose(own, value)) return `${key}: ours ${own ?? 'missing'}, theirs ${value}`;
  }
  for (const [key, value] of ours) if (!theirs.has(key)) return `${key}: ours ${value}, theirs missing`;
  return undefined;
}

function summary(answer: Answer): string {
  return typeof answer === 'string' ? `refused, ${answer}` : `${answer.size} values`;
}

function isClose(a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b)) + 1e-7;
}

function described({ text, startMs, endMs, stepMs }: GeneratedQuery): string {
  if (startMs === endMs) return `${text} at ${startMs}`;
  return `${text} from ${startMs} to ${endMs} every ${stepMs}`;
}
