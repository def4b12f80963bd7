import type { AlertRuleData } from '../events/alert-rule.events.js';
import { durationText } from '../kernel/duration-text.js';
import { exhaustive } from '../kernel/exhaustive.js';
import { METRIC_NAME } from '../promql/labels.js';
import { ConditionError } from './condition-error.js';
import type { MetricKinds } from './metric-kinds.js';
import { parsedOf, readRuleSelector, type RuleSelector, selectorText, withoutParens } from './rule-selector.js';

export type RuleParameters = NonNullable<AlertRuleData['parameters']>;
type Rate = Extract<RuleParameters, { kind: 'rate' }>;
type Absence = Extract<RuleParameters, { kind: 'absence' }>;

/** A vanished series is looked for in as long a time before the window as this many windows. */
const SEEN_BEFORE_WINDOWS = 4;

/** The PromQL that a filled-in rule stands for. Throws a ConditionError that names the parameter. */
export function compileCondition(parameters: RuleParameters, kinds: MetricKinds): string {
  switch (parameters.kind) {
    case 'threshold': {
      const { expression, op, value } = parameters;
      const expr = parsedOf('parameters.expression', expression);
      const text = expression.slice(expr.span.from, expr.span.to);
      return `${withoutParens(expr) === expr && expr.kind === 'binary' ? `(${text})` : text} ${op} ${value}`;
    }
    case 'rate':
      return compileRate(parameters, readRuleSelector('parameters.selector', parameters.selector, kinds));
    case 'absence':
      return compileAbsence(parameters, readRuleSelector('parameters.selector', parameters.selector, kinds));
    default:
      return exhaustive(parameters);
  }
}

/** A counter by its pace in this window and in the one before, a gauge by its value now and a window ago. */
function compileRate({ percent, windowMs, onZeroBaseline, minChange }: Rate, selector: RuleSelector): string {
  const w = durationText(windowMs);
  const series = selectorText(selector);
  const counter = selector.metric === undefined ? countsByName(selector.name) : selector.metric.kind === 'counter';
  const [now, before] = counter
    ? [selector.around(`rate(${series}[${w}])`), selector.around(`rate(${series}[${w}] offset ${w})`)]
    : [selector.around(series), selector.around(`${series} offset ${w}`)];
  // Below zero, growth would change its sign.
  const baseline = counter ? before : `abs(${before})`;
  const divisor = onZeroBaseline === 'ignore' ? `(${baseline} > 0)` : baseline;
  const grown = `(${now} - ${before}) / ${divisor} * 100 > ${percent}`;
  if (minChange === undefined || minChange === 0) return grown;
  const change = counter
    ? `${selector.around(`increase(${series}[${w}])`)} - ${selector.around(`increase(${series}[${w}] offset ${w})`)}`
    : `${now} - ${before}`;
  return `${grown} and ${change} >= ${minChange}`;
}

/**
 * Series of ours never vanish: what stops is their growth, or the telling of their value. A counter that began within
 * the window has not grown yet, but that it began is news.
 */
function compileAbsence({ windowMs, mode, selector: text }: Absence, selector: RuleSelector): string {
  if (selector.aggregated) {
    throw new ConditionError(
      'parameters.selector',
      'must be a selector such as metric{label="value"}: what is absent are series, which an aggregation hides',
      text,
      { from: 0, to: text.length },
    );
  }
  const w = durationText(windowMs);
  const series = selectorText(selector);
  const { metric } = selector;
  if (metric?.kind === 'counter') {
    return mode === 'per_series'
      ? `increase(${series}[${w}]) == 0 and ${series} offset ${w}`
      : `absent_over_time(${series}[${w}]) or (sum(increase(${series}[${w}])) == 0 unless on () (${series} unless ${series} offset ${w}))`;
  }
  if (metric?.lastObserved !== undefined) {
    const matchers = selector.matchers.filter(({ name }) => name !== METRIC_NAME);
    const observed = selectorText({ name: metric.lastObserved, matchers });
    return mode === 'per_series'
      ? `time() - ${observed} > ${windowMs / 1000}`
      : `absent_over_time(${series}[${w}]) or (time() - max(${observed}) > ${windowMs / 1000})`;
  }
  if (mode === 'any') return `absent_over_time(${series}[${w}])`;
  const seen = durationText(SEEN_BEFORE_WINDOWS * windowMs);
  return `last_over_time(${series}[${seen}] offset ${w}) unless present_over_time(${series}[${w}])`;
}

/** Of metrics that are not ours, all that there is to go by is their name. */
function countsByName(name: string | undefined): boolean {
  return name !== undefined && /_(?:total|sum|count|bucket)$/.test(name);
}
