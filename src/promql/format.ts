import type { Aggregation, AtModifier, Binary, Expr, LabelMatcher, VectorSelector } from './ast.js';
import { METRIC_NAME } from './labels.js';
import { formatDuration } from './parser/duration.js';
import { formatFloat } from './float-text.js';
import { goQuote } from './parser/go-quote.js';
import { isPlainGroupingLabel, isPlainLabel, isPlainMetricName } from './parser/names.js';

/** The expression as Prometheus writes it: `parsePromql` reads it back as the same, but for durations calculated. */
export function formatPromql(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.duration === true ? signedDuration(expr.value * 1000) : formatFloat(expr.value);
    case 'string':
      return goQuote(expr.value);
    case 'vector_selector':
      return series(expr) + time(expr);
    case 'matrix_selector':
      return `${series(expr.selector)}[${formatDuration(expr.rangeMs)}]${time(expr.selector)}`;
    case 'subquery': {
      const step = expr.stepMs === undefined ? '' : formatDuration(expr.stepMs);
      return `${formatPromql(expr.expr)}[${formatDuration(expr.rangeMs)}:${step}]${time(expr)}`;
    }
    case 'paren':
      return `(${formatPromql(expr.expr)})`;
    case 'unary':
      return expr.op + formatPromql(expr.expr);
    case 'binary':
      return `${formatPromql(expr.left)} ${expr.op}${modifiers(expr)} ${formatPromql(expr.right)}`;
    case 'aggregation':
      return aggregation(expr);
    case 'call':
      return `${expr.func}(${expr.args.map(formatPromql).join(', ')})`;
  }
}

function aggregation({ op, parameter, expr, grouping, without }: Aggregation): string {
  const clause = without || grouping.length > 0 ? ` ${without ? 'without' : 'by'} ${labels(grouping)} ` : '';
  const args = parameter === undefined ? [expr] : [parameter, expr];
  return `${op}${clause}(${args.map(formatPromql).join(', ')})`;
}

function modifiers({ returnBool, matching }: Binary): string {
  const bool = returnBool ? ' bool' : '';
  if (matching === undefined) return bool;
  const grouped = matching.cardinality === 'many_to_one' || matching.cardinality === 'one_to_many';
  const clause = matching.on || matching.labels.length > 0 || grouped;
  const match = clause ? ` ${matching.on ? 'on' : 'ignoring'} ${labels(matching.labels)}` : '';
  const side = matching.cardinality === 'many_to_one' ? 'left' : 'right';
  return bool + match + (grouped ? ` group_${side} ${labels(matching.include)}` : '');
}

function labels(names: readonly string[]): string {
  return `(${names.map((name) => (isPlainGroupingLabel(name) ? name : goQuote(name))).join(', ')})`;
}

function series({ name, matchers }: VectorSelector): string {
  const others = matchers.filter((one) => name === undefined || one.name !== METRIC_NAME);
  const conditions = others.map(condition).sort();
  if (name === undefined) return `{${conditions.join(',')}}`;
  if (!isPlainMetricName(name)) return `{${[goQuote(name), ...conditions].join(',')}}`;
  return conditions.length === 0 ? name : `${name}{${conditions.join(',')}}`;
}

function condition({ name, op, value }: LabelMatcher): string {
  return (isPlainLabel(name) ? name : goQuote(name)) + op + goQuote(value);
}

function time({ at, offsetMs }: { at: AtModifier | undefined; offsetMs: number }): string {
  const moment = at === undefined ? '' : ` @ ${at.kind === 'time' ? (at.ms / 1000).toFixed(3) : `${at.kind}()`}`;
  return moment + (offsetMs === 0 ? '' : ` offset ${signedDuration(offsetMs)}`);
}

function signedDuration(ms: number): string {
  const whole = Math.round(ms);
  return whole < 0 ? `-${formatDuration(-whole)}` : formatDuration(whole);
}
