import { isGroupingLabel, isMetricName, keywords, type Token } from './token.js';

const label = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const metric = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Whether the label can stand within braces without quotes. */
export function isPlainLabel(name: string): boolean {
  return label.test(name);
}

/** Whether the label can stand in `by (…)` and its like without quotes. */
export function isPlainGroupingLabel(name: string): boolean {
  return label.test(name) && isGroupingLabel(asWord(name));
}

/** Whether the metric's name can stand in front of the braces. */
export function isPlainMetricName(name: string): boolean {
  return metric.test(name) && isMetricName(asWord(name));
}

/** The token that the scanner makes of a name. */
function asWord(text: string): Pick<Token, 'type'> {
  const lower = text.toLowerCase();
  if (lower === 'inf' || lower === 'nan') return { type: 'number' };
  return { type: keywords.has(lower) ? lower : 'identifier' };
}
