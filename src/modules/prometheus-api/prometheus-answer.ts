import type { InstantAnswer, MatrixSeries, Notices } from '../../promql/evaluation.js';

/** What a successful request answers, before it is wrapped. */
export interface PrometheusAnswer extends Partial<Notices> {
  readonly data: unknown;
}

type SampleJson = readonly [seconds: number, value: string];

/** A float as Prometheus writes it: exponents have two digits. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function sampleJson(ms: number, value: number): SampleJson {
  return [ms / 1_000, floatText(value)];
}

function seriesJson({ labels, times, values }: MatrixSeries) {
  return { metric: labels.toRecord(), values: times.map((ms, index) => sampleJson(ms, values[index]!)) };
}

/** `{resultType, result}` of a range query. */
export function matrixData(series: readonly MatrixSeries[]) {
  return { resultType: 'matrix', result: series.map(seriesJson) };
}

/** `{resultType, result}` of an instant query. */
export function instantData(answer: InstantAnswer) {
  switch (answer.type) {
    case 'vector':
      return {
        resultType: answer.type,
        result: answer.samples.map(({ labels, value }) => ({
          metric: labels.toRecord(),
          value: sampleJson(answer.at, value),
        })),
      };
    case 'matrix':
      return matrixData(answer.series);
    case 'scalar':
      return { resultType: answer.type, result: sampleJson(answer.at, answer.value) };
    case 'string':
      return { resultType: answer.type, result: [answer.at / 1_000, answer.value] };
  }
}

const TRUNCATED = 'results truncated due to limit';

/** The first `limit` items, and Prometheus' warning where there were more. */
export function limited<Item>(
  items: readonly Item[],
  limit: number | undefined,
): { readonly items: readonly Item[]; readonly warnings: readonly string[] } {
  if (limit === undefined || items.length <= limit) return { items, warnings: [] };
  return { items: items.slice(0, limit), warnings: [TRUNCATED] };
}
