import type { Expr, Subquery, VectorSelector } from '../ast.js';
import { between, instant, lastOf, type Steps } from './steps.js';

/** What `@ start()`, `@ end()` and a subquery without a step refer to. */
export interface Frame {
  readonly startMs: number;
  readonly endMs: number;
  readonly defaultStepMs: number;
}

type Timed = VectorSelector | Subquery;

/** The moments that a selection looks at, one per step: moved by its offset, or a single one where `@` fixes it. */
export function referencesOf(node: Timed, steps: Steps, frame: Frame): Steps {
  const { at } = node;
  if (at === undefined) return { ...steps, startMs: steps.startMs - node.offsetMs };
  const fixed = at.kind === 'time' ? at.ms : at.kind === 'start' ? frame.startMs : frame.endMs;
  return instant(fixed - node.offsetMs);
}

/** The steps of a subquery: multiples of its step within all the windows that `references` ends. */
export function stepsWithin(node: Subquery, references: Steps, frame: Frame): Steps {
  const stepMs = node.stepMs ?? frame.defaultStepMs;
  const after = references.startMs - node.rangeMs;
  return between((Math.floor(after / stepMs) + 1) * stepMs, lastOf(references), stepMs);
}

/** The parts of an expression, each with the steps at which it is evaluated: what a walk over it needs. */
export function* children(expr: Expr, steps: Steps, frame: Frame): Iterable<readonly [Expr, Steps]> {
  switch (expr.kind) {
    case 'paren':
    case 'unary':
      yield [expr.expr, steps];
      return;
    case 'binary':
      yield [expr.left, steps];
      yield [expr.right, steps];
      return;
    case 'aggregation':
      yield [expr.expr, steps];
      if (expr.parameter) yield [expr.parameter, steps];
      return;
    case 'call':
      for (const arg of expr.args) yield [arg, steps];
      return;
    case 'subquery':
      yield [expr.expr, stepsWithin(expr, referencesOf(expr, steps, frame), frame)];
      return;
    default:
  }
}
