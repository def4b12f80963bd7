import type { ValueType } from './ast.js';

/** Signature of a function of PromQL. */
export interface FunctionSignature {
  readonly name: string;
  readonly args: readonly ValueType[];
  /** How many of the last of `args` may be left out; -1: the last may be repeated, or left out. */
  readonly variadic: number;
  readonly returns: ValueType;
}

const signatures: readonly FunctionSignature[] = [
  ...['abs', 'ceil', 'floor', 'exp', 'ln', 'log2', 'log10', 'sqrt', 'sgn'].map(ofVector),
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'sin', 'sinh', 'tan', 'tanh'].map(ofVector),
  ...['deg', 'rad', 'timestamp', 'sort', 'sort_desc', 'absent'].map(ofVector),
  ...['histogram_avg', 'histogram_count', 'histogram_sum', 'histogram_stddev', 'histogram_stdvar'].map(ofVector),
  ...[
    ...['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'changes', 'resets', 'absent_over_time'],
    ...['avg', 'count', 'first', 'last', 'max', 'min', 'present', 'stddev', 'stdvar', 'sum'].map(overTime),
  ].map(ofMatrix),
  ...['day_of_month', 'day_of_week', 'day_of_year', 'days_in_month', 'hour', 'minute', 'month', 'year'].map(ofTime),
  { name: 'time', args: [], variadic: 0, returns: 'scalar' },
  { name: 'pi', args: [], variadic: 0, returns: 'scalar' },
  { name: 'scalar', args: ['vector'], variadic: 0, returns: 'scalar' },
  { name: 'vector', args: ['scalar'], variadic: 0, returns: 'vector' },
  { name: 'clamp', args: ['vector', 'scalar', 'scalar'], variadic: 0, returns: 'vector' },
  { name: 'clamp_max', args: ['vector', 'scalar'], variadic: 0, returns: 'vector' },
  { name: 'clamp_min', args: ['vector', 'scalar'], variadic: 0, returns: 'vector' },
  { name: 'round', args: ['vector', 'scalar'], variadic: 1, returns: 'vector' },
  { name: 'predict_linear', args: ['matrix', 'scalar'], variadic: 0, returns: 'vector' },
  { name: 'quantile_over_time', args: ['scalar', 'matrix'], variadic: 0, returns: 'vector' },
  { name: 'histogram_quantile', args: ['scalar', 'vector'], variadic: 0, returns: 'vector' },
  { name: 'histogram_fraction', args: ['scalar', 'scalar', 'vector'], variadic: 0, returns: 'vector' },
  { name: 'label_replace', args: ['vector', 'string', 'string', 'string', 'string'], variadic: 0, returns: 'vector' },
  { name: 'label_join', args: ['vector', 'string', 'string', 'string'], variadic: -1, returns: 'vector' },
];

function ofVector(name: string): FunctionSignature {
  return { name, args: ['vector'], variadic: 0, returns: 'vector' };
}

function ofMatrix(name: string): FunctionSignature {
  return { name, args: ['matrix'], variadic: 0, returns: 'vector' };
}

function ofTime(name: string): FunctionSignature {
  return { name, args: ['vector'], variadic: 1, returns: 'vector' };
}

function overTime(name: string): string {
  return `${name}_over_time`;
}

/** Every function of Prometheus 3.14 that needs no feature flag, by its name. */
export const functions: ReadonlyMap<string, FunctionSignature> = new Map(signatures.map((one) => [one.name, one]));

/** Functions that Prometheus has behind a feature flag: known, but refused. */
export const experimentalFunctions: ReadonlySet<string> = new Set([
  ...['double_exponential_smoothing', 'histogram_quantiles', 'info', 'mad_over_time', 'sort_by_label'],
  ...['sort_by_label_desc', 'start_timestamp', 'ts_of_first_over_time', 'ts_of_last_over_time'],
  ...['ts_of_max_over_time', 'ts_of_min_over_time', 'start', 'end', 'step', 'range', 'max_of', 'min_of'],
]);
