import { costOf, type ExactCost, microUsd } from '../../../../pricing/cost.js';
import type { PriceBook } from '../../../../pricing/price-book.js';
import type { AgentUsageOfQuarter } from '../../../../projections/model-usage/index.js';
import { costText } from '../../usage/cost-sums.js';
import type { AgentCosts, ModelCosts } from './agent-costs.response.js';

interface Sum {
  readonly cost: ExactCost | null;
  readonly calls: number;
  readonly failedCalls: number;
  readonly unpricedCalls: number;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly cacheReadTokens: bigint;
  readonly cacheWriteTokens: bigint;
}

const nothing: Sum = {
  cost: null,
  calls: 0,
  failedCalls: 0,
  unpricedCalls: 0,
  inputTokens: 0n,
  outputTokens: 0n,
  cacheReadTokens: 0n,
  cacheWriteTokens: 0n,
};

/** What one agent cost, in all and by model: each quarter of an hour at the prices that held then, rounded once. */
export function agentCostSums(
  parts: readonly AgentUsageOfQuarter[],
  book: PriceBook,
): Pick<AgentCosts, 'byModel'> & Omit<ModelCosts, 'model'> {
  const byModel = new Map<string, Sum>();
  let all = nothing;
  for (const part of parts) {
    const sum = sumOf(part, book);
    all = add(all, sum);
    byModel.set(part.model.model, add(byModel.get(part.model.model) ?? nothing, sum));
  }
  const models = [...byModel].sort(([one, a], [other, b]) => compare(b.cost, a.cost) || (one < other ? -1 : 1));
  return { ...present(all), byModel: models.map(([model, sum]) => ({ model, ...present(sum) })) };
}

function sumOf({ quarter, model, usage, calls, failedCalls }: AgentUsageOfQuarter, book: PriceBook): Sum {
  const price = book.priceOf(model, quarter);
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return {
    cost: price.priced ? costOf(usage, price.rates) : null,
    calls,
    failedCalls,
    unpricedCalls: price.priced ? 0 : calls,
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
  };
}

function add(one: Sum, other: Sum): Sum {
  return {
    cost: one.cost === null && other.cost === null ? null : (((one.cost ?? 0n) + (other.cost ?? 0n)) as ExactCost),
    calls: one.calls + other.calls,
    failedCalls: one.failedCalls + other.failedCalls,
    unpricedCalls: one.unpricedCalls + other.unpricedCalls,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
  };
}

/** Unknown is less than anything known. */
function compare(one: ExactCost | null, other: ExactCost | null): number {
  const [a, b] = [one === null ? -1n : microUsd(one), other === null ? -1n : microUsd(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function present(sum: Sum): Omit<ModelCosts, 'model'> {
  return {
    cost: costText(sum.cost),
    calls: sum.calls,
    failedCalls: sum.failedCalls,
    unpricedCalls: sum.unpricedCalls,
    inputTokens: Number(sum.inputTokens),
    outputTokens: Number(sum.outputTokens),
    cacheReadTokens: Number(sum.cacheReadTokens),
    cacheWriteTokens: Number(sum.cacheWriteTokens),
  };
}
