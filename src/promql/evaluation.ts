import type { Labels } from './labels.js';

/** One element of an instant vector. */
export interface VectorSample {
  readonly labels: Labels;
  readonly value: number;
}

/** One series of a range query's answer; `times` in milliseconds, ascending. */
export interface MatrixSeries {
  readonly labels: Labels;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** What an expression answers. Times in milliseconds since the epoch. */
export type InstantAnswer =
  | { readonly type: 'vector'; readonly at: number; readonly samples: readonly VectorSample[] }
  | { readonly type: 'matrix'; readonly series: readonly MatrixSeries[] }
  | { readonly type: 'scalar'; readonly at: number; readonly value: number }
  | { readonly type: 'string'; readonly at: number; readonly value: string };

/** Prometheus' annotations: the answer holds, but the user should know. */
export interface Notices {
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

export interface EvaluationOptions {
  /** How long a sample stands for its series in an instant selector. Default 5 minutes, as in Prometheus. */
  readonly lookbackMs?: number;
  /** Step of subqueries that name none. Default one minute. */
  readonly defaultStepMs?: number;
  /** Most samples that may be loaded or held at once. Default 50 000 000, as in Prometheus. */
  readonly maxSamples?: number;
  /** Gives up with a PromqlError of kind `limit` when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}
