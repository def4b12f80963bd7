import { costOf, type ExactCost } from '../../../pricing/cost.js';
import type { Price } from '../../../pricing/price-book.js';
import type { RunWithUsage } from '../../../projections/agent-runs/index.js';

/** A run that is over, with what its model calls cost. */
export interface CostedRun extends Omit<RunWithUsage, 'parts'> {
  /** Null: some of its calls have no price. */
  readonly cost: ExactCost | null;
  /** Of its input alone. */
  readonly inputCost: ExactCost | null;
  /** Of its failed calls alone. */
  readonly failedCallsCost: ExactCost | null;
  /** Input tokens, cached ones included. */
  readonly inputTokens: bigint;
}

export function costedRun({ parts, ...run }: RunWithUsage, priceOf: (period: number) => Price): CostedRun {
  let [cost, inputCost, failedCallsCost, inputTokens] = [0n, 0n, 0n, 0n];
  let priced = parts.length > 0;
  for (const { period, failed, usage } of parts) {
    inputTokens += usage.inputTokens;
    const price = priceOf(period);
    if (!price.priced) {
      priced = false;
      continue;
    }
    const whole = costOf(usage, price.rates);
    cost += whole;
    inputCost += costOf({ ...usage, outputTokens: 0n }, price.rates);
    failedCallsCost += failed ? whole : 0n;
  }
  const known = (sum: bigint) => (priced ? (sum as ExactCost) : null);
  return {
    ...run,
    cost: known(cost),
    inputCost: known(inputCost),
    failedCallsCost: known(failedCallsCost),
    inputTokens,
  };
}
