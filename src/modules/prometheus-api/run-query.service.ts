import { Inject, Injectable } from '@nestjs/common';
import type { Expr } from '../../promql/ast.js';
import { evaluateInstant, evaluateRange, type EvaluationRange } from '../../promql/engine/evaluate.js';
import type { EvaluationOptions, InstantAnswer, MatrixSeries, Notices } from '../../promql/evaluation.js';
import { PromqlError } from '../../promql/promql-error.js';
import type { SeriesStore } from '../../promql/series-store.js';
import { CONFIG, SERIES_STORE } from '../../platform/runtime/tokens.js';
import { PrometheusRefusal } from './prometheus-refusal.js';
import { QueryLanes } from './query-lanes.js';

/** Longest that a query may take, as in Prometheus. */
const TIMEOUT_MS = 120_000;
/** Samples of one query: some 100 MB. */
const MAX_SAMPLES = 5_000_000;
const LANES = 4;

interface QueryLimits {
  readonly timeoutMs: number | undefined;
  readonly lookbackMs: number | undefined;
}

/** Evaluates queries within limits of time, samples and number. */
@Injectable()
export class QueryRunner {
  private readonly lanes = new QueryLanes(LANES);

  constructor(
    @Inject(SERIES_STORE) private readonly series: SeriesStore,
    @Inject(CONFIG) private readonly settings: { readonly alertIntervalMs: number },
  ) {}

  instant(expr: Expr, atMs: number, limits: QueryLimits): Promise<{ readonly answer: InstantAnswer } & Notices> {
    return this.within(limits, (options) => evaluateInstant(expr, this.series, atMs, options));
  }

  range(
    expr: Expr,
    range: EvaluationRange,
    limits: QueryLimits,
  ): Promise<{ readonly series: readonly MatrixSeries[] } & Notices> {
    return this.within(limits, (options) => evaluateRange(expr, this.series, range, options));
  }

  private async within<Result>(
    { timeoutMs = TIMEOUT_MS, lookbackMs }: QueryLimits,
    evaluate: (options: EvaluationOptions) => Promise<Result>,
  ): Promise<Result> {
    const signal = AbortSignal.timeout(Math.min(Math.max(1, Math.ceil(timeoutMs)), TIMEOUT_MS));
    const options = {
      signal,
      maxSamples: MAX_SAMPLES,
      defaultStepMs: this.settings.alertIntervalMs,
      ...(lookbackMs === undefined || lookbackMs <= 0 ? {} : { lookbackMs }),
    };
    try {
      return await this.lanes.run(signal, () => evaluate(options));
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      if (error.kind === 'limit' && signal.aborted) {
        throw new PrometheusRefusal('timeout', 'query timed out in expression evaluation');
      }
      throw new PrometheusRefusal('execution', error.message);
    }
  }
}
