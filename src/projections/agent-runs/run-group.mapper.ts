import type { RunGroup } from './agent-analytics.response.js';
import { ratioOf, wilsonInterval } from './proportions.js';

interface KeyedRow {
  readonly key: string | null;
  /** Of all keys together; `key` is null then too. */
  readonly is_fleet: boolean;
}

/** Counts and sums come as text; a sum over nothing is null. */
export interface SumsRow extends KeyedRow {
  readonly runs: string;
  readonly succeeded: string;
  readonly failed: string;
  readonly terminated: string;
  readonly open: string;
  readonly tokens_of_success: string | null;
  readonly calls: string | null;
  readonly failed_calls: string | null;
  readonly retries: string | null;
  readonly tool_calls: string | null;
}

/** Of runs that finished, all of them or a sample. */
export interface QuantilesRow extends KeyedRow {
  readonly runs: string;
  readonly execution: readonly number[] | null;
  readonly with_execution: string;
  readonly active: readonly number[] | null;
  readonly with_active: string;
}

export interface ErrorRow extends KeyedRow {
  readonly error_class: string;
  readonly runs: string;
}

export interface VerdictsRow extends KeyedRow {
  readonly reviewed: string;
  readonly approved: string;
}

/** What is known of keys besides their sums; errors are in the order of their frequency. */
interface GroupDetails {
  readonly quantiles: readonly QuantilesRow[];
  readonly errors: readonly ErrorRow[];
  readonly verdicts: readonly VerdictsRow[];
}

const MOST_ERRORS = 5;

/** The statistics of one key. */
export function presentGroup(sums: SumsRow, { quantiles, errors, verdicts }: GroupDetails): RunGroup {
  const isOfIt = (row: KeyedRow) => row.key === sums.key && row.is_fleet === sums.is_fleet;
  const [succeeded, failed, calls] = [Number(sums.succeeded), Number(sums.failed), Number(sums.calls)];
  const times = quantiles.find(isOfIt);
  const judged = verdicts.find(isOfIt);
  const reviewed = Number(judged?.reviewed ?? 0);
  return {
    key: sums.key,
    runs: Number(sums.runs),
    succeeded,
    failed,
    terminated: Number(sums.terminated),
    open: Number(sums.open),
    successRate: ratioOf(succeeded, succeeded + failed),
    successRateInterval: wilsonInterval({ successes: succeeded, trials: succeeded + failed }),
    executionSeconds: quantilesOf(times?.execution, times?.with_execution),
    activeSeconds: quantilesOf(times?.active, times?.with_active),
    tokensPerSuccessfulRun: sums.tokens_of_success === null ? null : Number(sums.tokens_of_success),
    modelCalls: calls,
    failedCallRate: ratioOf(Number(sums.failed_calls), calls),
    retryRate: ratioOf(Number(sums.retries), calls),
    toolCalls: Number(sums.tool_calls),
    qualityScore: ratioOf(Number(judged?.approved ?? 0), reviewed),
    reviewedPullRequests: reviewed,
    topErrors: errors
      .filter(isOfIt)
      .slice(0, MOST_ERRORS)
      .map(({ error_class, runs }) => ({ errorClass: error_class, runs: Number(runs) })),
  };
}

function quantilesOf(
  values: readonly number[] | null | undefined,
  runs: string | undefined,
): RunGroup['executionSeconds'] {
  const [p50, p95, p99] = values ?? [];
  return p50 === undefined || p95 === undefined || p99 === undefined ? null : { p50, p95, p99, runs: Number(runs) };
}
