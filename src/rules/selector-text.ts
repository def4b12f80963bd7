import type { LabelMatcher } from '../promql/ast.js';
import { METRIC_NAME } from '../promql/labels.js';
import { goQuote } from '../promql/parser/go-quote.js';

const plainMetric = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const plainLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A selector in PromQL: `name{label="value"}`, or `{"my.metric", label="value"}` where the name needs quotes. */
export function selectorText(name: string | undefined, matchers: readonly LabelMatcher[]): string {
  const conditions = matchers
    .filter((one) => name === undefined || one.name !== METRIC_NAME)
    .map(({ name: label, op, value }) => `${plainLabel.test(label) ? label : goQuote(label)}${op}${goQuote(value)}`);
  if (name === undefined || !plainMetric.test(name)) {
    return `{${[...(name === undefined ? [] : [goQuote(name)]), ...conditions].join(',')}}`;
  }
  return conditions.length === 0 ? name : `${name}{${conditions.join(',')}}`;
}
