import type { Expr } from '../../../promql/ast.js';
import { PromqlError } from '../../../promql/promql-error.js';
import { remark, type RuleRemark } from '../../../rules/rule-remark.js';
import type { ConditionRound } from './condition-source.js';

/** Whether a condition, correct as it is, has no answer on the series of a moment. Of what takes too long nothing is said. */
export async function failingCondition(
  text: string,
  expr: Expr,
  round: ConditionRound,
  atMs: number,
  signal: AbortSignal,
): Promise<readonly RuleRemark[]> {
  if (signal.aborted) return [];
  try {
    await round.query(expr, atMs, signal);
    return [];
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    if (signal.aborted) return [];
    const message = `its evaluation fails now: ${error.message}; as long as it does, the rule neither fires nor resolves`;
    return [remark('condition', message, text, error.span)];
  }
}
