import { refusalOf } from '../api/api-problem';
import type { Loadable } from '../api/loadable';
import type { RangeAnswer } from './promql-answer';
import { useExpressionCheck } from './use-expression-check';
import { type RangeQueryOptions, useRangeQuery } from './use-range-query';

/**
 * `useRangeQuery` for conditions that people write: one that cannot be evaluated is not asked, and the answer has the
 * reason as its error.
 */
export function useCheckedRangeQuery(expression: string, options: RangeQueryOptions = {}): Loadable<RangeAnswer> {
  const { fault, checked } = useExpressionCheck(expression);
  const answer = useRangeQuery(expression, { ...options, enabled: options.enabled !== false && checked && !fault });
  if (fault)
    return {
      ...answer,
      data: undefined,
      loading: false,
      error: refusalOf([{ ...fault, field: 'condition', at: null }]),
    };
  return checked ? answer : { ...answer, loading: true };
}
