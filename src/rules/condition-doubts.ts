import type { Binary, Call, Expr, VectorSelector } from '../promql/ast.js';
import { visit } from '../promql/visit.js';
import { subqueryPoints } from './condition-faults.js';
import type { MetricKinds } from './metric-kinds.js';
import { remark, type RuleRemark } from './rule-remark.js';
import { withoutParens } from './rule-selector.js';

/** Of these, a window of a single sample gives nothing. */
const needTwoSamples = new Set(['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'predict_linear']);
const forCounters = new Set(['rate', 'irate', 'increase', 'resets']);
const forGauges = new Set(['delta', 'idelta', 'deriv', 'predict_linear']);
const DAY_MS = 86_400_000;
const LONG_RANGE_MS = 7 * DAY_MS;
const MANY_POINTS = 10_000;

export interface ConditionContext {
  readonly kinds: MetricKinds;
  /** Time between two samples of a series. */
  readonly sampleIntervalMs: number;
  /** Step of a subquery that names none. */
  readonly defaultStepMs: number;
}

/** What an expression means that its author hardly wanted: it is saved all the same. */
export function conditionDoubts(text: string, expr: Expr, context: ConditionContext): readonly RuleRemark[] {
  const doubts: RuleRemark[] = [];
  const doubt = (node: Expr, message: string | undefined) => {
    if (message !== undefined) doubts.push(remark('condition', message, text, node.span));
  };
  visit(expr, (node) => {
    if (node.kind === 'call') for (const message of doubtsOfCall(node, context)) doubt(node, message);
    if (node.kind === 'binary') doubt(node, doubtOfEquality(node));
    if (node.kind === 'matrix_selector' && node.rangeMs > LONG_RANGE_MS) {
      doubt(node, `reads ${Math.round(node.rangeMs / DAY_MS)} days of samples at every evaluation`);
    }
  });
  for (const [subquery, points] of subqueryPoints(expr, context.defaultStepMs)) {
    if (points > MANY_POINTS) doubt(subquery, `evaluates what is within it ${points} times at every evaluation`);
  }
  return doubts;
}

function doubtsOfCall(call: Call, { kinds, sampleIntervalMs }: ConditionContext): readonly string[] {
  const argument = call.args.map(withoutParens).find(({ kind }) => kind === 'matrix_selector' || kind === 'subquery');
  if (argument?.kind === 'matrix_selector') {
    const short = needTwoSamples.has(call.func) && argument.rangeMs < 2 * sampleIntervalMs;
    const window = `the window of ${call.func} is shorter than two samples (one every ${sampleIntervalMs / 1_000} s), so that it answers nothing; take four of them`;
    return [...(short ? [window] : []), ...doubtOfKind(call.func, argument.selector, kinds)];
  }
  if (argument?.kind === 'subquery' && forCounters.has(call.func) && addsUp(argument.expr)) {
    return [
      `${call.func} of a sum takes the restart of one counter for a restart of all: take ${call.func} first, as in sum(${call.func}(x[5m]))`,
    ];
  }
  return [];
}

function doubtOfKind(func: string, { name }: VectorSelector, kinds: MetricKinds): readonly string[] {
  const metric = name === undefined ? undefined : kinds(name);
  if (name === undefined) return [];
  if (metric?.observations !== undefined) {
    return [`${name} has no such series of its own; its number of observations is ${metric.observations}`];
  }
  if (
    forCounters.has(func) &&
    (metric === undefined ? !/_(?:total|sum|count|bucket)$/.test(name) : metric.kind === 'gauge')
  ) {
    const known = metric === undefined ? 'does not look like a counter by its name' : 'is a gauge';
    return [`${func} is for counters, and ${name} ${known}: every fall would count as a restart; delta is for gauges`];
  }
  if (forGauges.has(func) && metric?.kind === 'counter') {
    return [`${func} is for gauges, and ${name} is a counter: take increase or rate, which know restarts`];
  }
  return [];
}

/** An aggregation over series as they are. */
function addsUp(expr: Expr): boolean {
  const inner = withoutParens(expr);
  return inner.kind === 'aggregation' && withoutParens(inner.expr).kind === 'vector_selector';
}

function doubtOfEquality({ op, left, right }: Binary): string | undefined {
  if (op !== '==' && op !== '!=') return undefined;
  const fraction = [left, right]
    .map(withoutParens)
    .find((side) => side.kind === 'number' && !Number.isInteger(side.value) && Number.isFinite(side.value));
  return fraction && `${op} with a fraction compares to the last bit; compare with < and > instead`;
}
