import { costOf } from '../../../pricing/cost.js';
import { CONTEXT_THRESHOLDS } from '../../../pricing/base-prices.js';
import type { PricedSum } from '../usage/priced-usage.service.js';
import { groupedBy, partOf, partsOf, percentText, share, sumOf, usd } from './amounts.js';
import { linkTo } from './evidence-links.js';
import type { CostEvidence, Finding } from './finding.js';
import { AVOIDABLE, FEWEST_CALLS, LEAST_LONG_SHARE, LONG_INPUT } from './least-evidence.js';

/** Calls with more input than that are of this band of prices, or of a higher one. */
const LONG_BAND = CONTEXT_THRESHOLDS.indexOf(LONG_INPUT) + 1;

/** For each agent type and model: many calls whose input comes near to what a context holds. */
export function longContexts(evidence: CostEvidence): readonly Finding[] {
  const priced = evidence.usage.filter(({ cost, keys }) => cost !== null && keys[1] !== '');
  return groupedBy(priced, ({ keys }) => JSON.stringify(keys)).flatMap(([key, sums]) => {
    const [model = '', agentType = ''] = JSON.parse(key) as string[];
    const long = sums.filter((sum) => sum.model.contextBand >= LONG_BAND);
    const [calls, longCalls] = [callsOf(sums), callsOf(long)];
    if (calls < FEWEST_CALLS || longCalls / calls < LEAST_LONG_SHARE) return [];
    return [finding(evidence, agentType, model, { calls, longCalls, long })];
  });
}

interface LongCalls {
  readonly calls: number;
  readonly longCalls: number;
  readonly long: readonly PricedSum[];
}

function finding(
  evidence: CostEvidence,
  agentType: string,
  model: string,
  { calls, longCalls, long }: LongCalls,
): Finding {
  const input = sumOf(long, ({ usage }) => usage.inputTokens);
  return {
    kind: 'oversized_context',
    scope: { agentType, model, sign: 'long_calls' },
    title: `Keep the input of ${agentType} for ${model} below ${LONG_INPUT} tokens`,
    runs: evidence.runs.filter((run) => run.agentType === agentType && run.model === model).length,
    calls: longCalls,
    numbers: {
      allCalls: calls,
      longCalls,
      inputPerLongCall: Math.round(Number(input) / longCalls),
      inputCost: usd(sumOf(long, inputCost)),
    },
    saving: partsOf(sumOf(long, beyond), AVOIDABLE),
    assumption: `half of the input beyond ${LONG_INPUT} tokens can be left out of calls, at the price of the rest; low: a quarter, high: all of it`,
    confidence: `${percentText(share(longCalls, calls) ?? 0)} of ${calls} calls carry more than ${LONG_INPUT} tokens; how large the model's context is, telemetry does not tell`,
    links: [linkTo.report(evidence, { agentType, model, period: 'daily' })],
  };
}

function inputCost({ usage, price }: PricedSum): bigint {
  return price.priced ? costOf({ ...usage, outputTokens: 0n }, price.rates) : 0n;
}

/** What the input beyond the limit cost. */
function beyond(sum: PricedSum): bigint {
  const kept = sum.calls * LONG_INPUT;
  const input = Number(sum.usage.inputTokens);
  return input <= kept ? 0n : partOf(inputCost(sum), 1 - kept / input);
}

function callsOf(sums: readonly PricedSum[]): number {
  return sums.reduce((all, { calls }) => all + calls, 0);
}
