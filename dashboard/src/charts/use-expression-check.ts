import { useQuery } from '@tanstack/react-query';
import { callApi } from '../api/client';
import { useTimeRange } from '../url/time-range';
import { withIntervals } from './use-range-query';

/** Any times serve: a fault does not depend on them. */
const STEP_S = 60;
const SPAN_S = 86_400;
/** What only the series of that moment refused may be right a while later. */
const FRESH_MS = 60_000;

/** Why a query was refused, and where in it. */
export interface QueryFault {
  readonly message: string;
  /** The line with the fault, and a caret below the place; undefined when the answer names none. */
  readonly excerpt: string | undefined;
}

export interface ExpressionCheck {
  readonly fault: QueryFault | undefined;
  /** Whether it may be asked. When the check itself has failed, the query will say why. */
  readonly checked: boolean;
}

/**
 * Asks what is wrong with an expression before it is asked itself, for a refusal is an error to the browser too: whether
 * it can be read, and whether it can be evaluated at the end of the range of time.
 */
export function useExpressionCheck(expression: string): ExpressionCheck {
  const sent = withIntervals(expression, STEP_S, SPAN_S);
  const { to } = useTimeRange();
  const check = useQuery({
    // Not with the time: one that goes on would have it checked anew all the time.
    queryKey: ['expression-check', sent],
    queryFn: ({ signal }) => callApi('post', '/api/promql/check', { body: { expression: sent, time: to } }, signal),
    staleTime: FRESH_MS,
    enabled: sent.trim() !== '',
  });
  const problem = check.data?.valid === false ? check.data.problems[0] : undefined;
  return {
    fault: problem && { message: problem.message, excerpt: problem.at?.excerpt },
    checked: !check.isPending || expression.trim() === '',
  };
}
