import type { Expr } from '../../../promql/ast.js';
import type { InstantAnswer, VectorSample } from '../../../promql/evaluation.js';
import { Labels } from '../../../promql/labels.js';
import { PromqlError } from '../../../promql/promql-error.js';

/** Answers the conditions of one round. */
export interface ConditionRound {
  /** Null: everything that had been recorded by then is in. Otherwise why the answers may be behind. */
  readonly late: string | null;
  /** Elements at that moment. Throws a PromqlError where there is no answer. */
  query(expr: Expr, atMs: number, signal: AbortSignal): Promise<readonly VectorSample[]>;
}

/** What conditions are evaluated on: our own series, or a Prometheus. */
export abstract class ConditionSource {
  abstract begin(): Promise<ConditionRound>;
}

/** As Prometheus does for rules: a scalar is one element without labels, anything but that or a vector is an error. */
export function vectorOf(answer: InstantAnswer): readonly VectorSample[] {
  if (answer.type === 'vector') return answer.samples;
  if (answer.type === 'scalar') return [{ labels: Labels.empty, value: answer.value }];
  throw new PromqlError('evaluate', `a condition answers a vector or a scalar, this one answers a ${answer.type}`);
}
