import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { callApi } from '../api/client';
import { type Loadable, useLoadable } from '../api/loadable';
import { useAsOf } from '../url/as-of';
import { useRangeAnchor } from '../url/range-anchor';
import { useTimeRange } from '../url/time-range';
import {
  type InstantSample,
  type RangeAnswer,
  readMatrix,
  readVector,
  stepFor,
  stepsOf,
  type Steps,
  withLastInstant,
} from './promql-answer';

export interface RangeQueryOptions {
  /** Pixels that the chart has; decides the step. */
  readonly width?: number;
  readonly enabled?: boolean;
  /** Another range than the top bar's, in seconds since 1970. */
  readonly range?: { readonly start: number; readonly end: number };
}

/**
 * A PromQL expression over the range of the top bar, with a step that fits the width. Steps stand at whole multiples of
 * themselves, so that what is past does not change as time goes on; the end of the range is asked for beside them.
 *
 *     const rate = useRangeQuery('sum by (type) (rate(orchestrate_agents_spawned_total[$__interval]))');
 *
 * `$__interval` becomes the step, or a minute if that is longer; `$__range` the whole range.
 */
export function useRangeQuery(
  expression: string,
  { width = 800, enabled = true, range }: RangeQueryOptions = {},
): Loadable<RangeAnswer> {
  const chosen = useTimeRange();
  const now = useRangeAnchor() / 1000;
  const [from, to] = range ? [range.start, range.end] : [chosen.fromMs / 1000, chosen.toMs / 1000];
  const step = stepFor(to - from, width);
  const asked = stepsOf(from, Math.min(to, now), step);
  const query = withIntervals(expression, step, to - from);
  const result = useQuery({
    queryKey: ['api', '/api/v1/query_range', query, asked],
    queryFn: ({ signal }) => askRange(query, asked, signal),
    placeholderData: keepPreviousData,
    enabled: enabled && expression.trim() !== '',
  });
  return useLoadable(result, enabled);
}

/** A PromQL expression at one instant: now, or the `asOf` of the address. */
export function useInstantQuery(expression: string, { enabled = true } = {}): Loadable<readonly InstantSample[]> {
  const { fromMs, toMs, relative } = useTimeRange();
  const asOf = useAsOf();
  const query = withIntervals(expression, 60, (toMs - fromMs) / 1000);
  const time = relative === undefined || asOf !== undefined ? toMs / 1000 : undefined;
  const result = useQuery({
    queryKey: ['api', '/api/v1/query', query, time],
    queryFn: async ({ signal }) =>
      readVector(
        await callApi('get', '/api/v1/query', { query: { query, ...(time ? { time } : {}) } as never }, signal),
      ),
    placeholderData: keepPreviousData,
    enabled: enabled && expression.trim() !== '',
  });
  return useLoadable(result, enabled);
}

async function askRange(query: string, { steps, last }: Steps, signal: AbortSignal): Promise<RangeAnswer> {
  const [even, newest] = await Promise.all(
    [steps, last].map(
      (asked) => asked && callApi('get', '/api/v1/query_range', { query: { query, ...asked } as never }, signal),
    ),
  );
  const answer = readMatrix(even, steps);
  return last ? withLastInstant(answer, readMatrix(newest, last)) : answer;
}

export function withIntervals(expression: string, step: number, span: number): string {
  return expression
    .replaceAll('$__interval', `${Math.max(60, Math.round(step))}s`)
    .replaceAll('$__range', `${Math.round(span)}s`);
}
