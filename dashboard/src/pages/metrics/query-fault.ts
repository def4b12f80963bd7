import { ApiProblem } from '../../api/api-problem';
import type { QueryFault } from '../../charts/use-expression-check';

/** `invalid parameter "query": 1:8: parse error: …`, as Prometheus' API refuses a query. */
const refusal = /^(?:invalid parameter "query": )?(?:(\d+):(\d+): )?(.*)$/s;

/** What the API says about an expression that it does not take; undefined for any other error. */
export function queryFaultOf(error: Error | undefined, sent: string): QueryFault | undefined {
  if (!(error instanceof ApiProblem) || !['bad_data', 'execution'].includes(error.code)) return undefined;
  const [, line, column, message = ''] = refusal.exec(error.detail) ?? [];
  return { message, excerpt: line === undefined ? undefined : excerptOf(sent, Number(line), Number(column)) };
}

function excerptOf(text: string, line: number, column: number): string | undefined {
  const found = text.split('\n')[line - 1];
  // Tabs stay tabs, so that both lines are indented alike.
  return found === undefined
    ? undefined
    : `${found}\n${found
        .slice(0, column - 1)
        .replaceAll(/[^\t]/g, ' ')
        .padEnd(column - 1)}^`;
}
