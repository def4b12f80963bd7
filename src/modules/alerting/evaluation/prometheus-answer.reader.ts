import { z } from 'zod';
import type { InstantAnswer } from '../../../promql/evaluation.js';
import { Labels } from '../../../promql/labels.js';
import { PromqlError } from '../../../promql/promql-error.js';

const point = z.tuple([z.number(), z.string()]);

const data = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: point.optional() })),
  }),
  z.object({ resultType: z.literal('scalar'), result: point }),
  z.object({ resultType: z.literal('string'), result: point }),
]);

const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
]);

/** What Prometheus' query API answered. Throws a PromqlError for its errors, and for what is no answer of it. */
export function prometheusAnswer(status: number, body: string, atMs: number): InstantAnswer {
  const read = answer.safeParse(parsed(body));
  if (!read.success)
    throw new PromqlError('evaluate', `Prometheus answered ${status} with what is no answer of its API`);
  if (read.data.status === 'error') {
    const { errorType, error } = read.data;
    throw new PromqlError(errorType === 'bad_data' ? 'parse' : 'evaluate', `Prometheus: ${errorType}: ${error}`);
  }
  const { resultType, result } = read.data.data;
  if (resultType === 'string') return { type: 'string', at: atMs, value: result[1] };
  if (resultType === 'scalar') return { type: 'scalar', at: atMs, value: numberOf(result[1]) };
  const samples = result.map(({ metric, value }) => {
    if (!value)
      throw new PromqlError('unsupported', 'the condition answers native histograms, which are not supported');
    return { labels: Labels.of(metric), value: numberOf(value[1]) };
  });
  return { type: 'vector', at: atMs, samples };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `+Inf`, `-Inf` and `NaN` as Prometheus writes them. */
function numberOf(text: string): number {
  return Number(text.replace(/Inf$/, 'Infinity'));
}
