import * as overTime from './over-time-functions.js';
import * as rates from './rate-functions.js';
import type { RangeFunction } from './range-vector.js';
import * as trends from './trend-functions.js';

/** Functions over range vectors, by their names in PromQL. */
export const rangeFunctions: ReadonlyMap<string, RangeFunction> = new Map(
  Object.entries({
    rate: rates.rate,
    increase: rates.increase,
    delta: rates.delta,
    irate: rates.irate,
    idelta: rates.idelta,
    changes: rates.changes,
    resets: rates.resets,
    deriv: trends.deriv,
    predict_linear: trends.predictLinear,
    avg_over_time: overTime.avg,
    sum_over_time: overTime.sum,
    count_over_time: overTime.count,
    min_over_time: overTime.min,
    max_over_time: overTime.max,
    first_over_time: overTime.first,
    last_over_time: overTime.last,
    present_over_time: overTime.present,
    // What is there; the caller turns it around.
    absent_over_time: overTime.present,
    stddev_over_time: overTime.stddev,
    stdvar_over_time: overTime.stdvar,
    quantile_over_time: overTime.quantileOverTime,
  }),
);

/** These answer one of the samples themselves, so the series keeps its name. */
export const keepsName: ReadonlySet<string> = new Set(['first_over_time', 'last_over_time']);
