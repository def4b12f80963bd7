import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../api/client';
import { withIntervals } from '../../charts/use-range-query';
import type { QueryFault } from './query-fault';

/** Any times serve: a fault does not depend on them. */
const STEP_S = 60;
const SPAN_S = 86_400;

export interface ExpressionCheck {
  readonly fault: QueryFault | undefined;
  /** Whether it may be asked. When the check itself has failed, the query will say why. */
  readonly checked: boolean;
}

/** Asks what is wrong with an expression before it is asked itself: a refusal is an error, for the browser too. */
export function useExpressionCheck(expression: string): ExpressionCheck {
  const sent = withIntervals(expression, STEP_S, SPAN_S);
  const check = useQuery({
    queryKey: ['expression-check', sent],
    queryFn: ({ signal }) => callApi('post', '/api/promql/check', { body: { expression: sent } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const problem = check.data?.valid === false ? check.data.problems[0] : undefined;
  return {
    fault: problem && { message: problem.message, excerpt: problem.at?.excerpt },
    checked: !check.isPending,
  };
}
