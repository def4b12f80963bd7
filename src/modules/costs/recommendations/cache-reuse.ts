import { costOf } from '../../../pricing/cost.js';
import { atCacheRate } from '../usage/cache-rate.js';
import type { PricedSum } from '../usage/priced-usage.service.js';
import { groupedBy, percentText, share, sumOf } from './amounts.js';
import { linkTo } from './evidence-links.js';
import type { CostEvidence, Finding } from './finding.js';
import { FEWEST_CALLS, LEAST_CACHE_GAP, LEAST_CACHEABLE_INPUT } from './least-evidence.js';

/** What agents of one type read of their input from caches, on one model. */
interface Reading {
  readonly agentType: string;
  readonly calls: number;
  readonly input: bigint;
  readonly read: bigint;
  readonly sums: readonly PricedSum[];
}

/** For each model: agent types that read far less from caches than the others on the same model. */
export function unusedCaches(evidence: CostEvidence): readonly Finding[] {
  const priced = evidence.usage.filter(({ cost, keys }) => cost !== null && keys[1] !== '');
  return groupedBy(priced, ({ keys }) => keys[0] ?? '').flatMap(([model, ofModel]) => {
    const readings = groupedBy(ofModel, ({ keys }) => keys[1] ?? '')
      .map(([agentType, sums]) => readingOf(agentType, sums))
      .filter(({ calls, input }) => calls >= FEWEST_CALLS && Number(input) / calls >= LEAST_CACHEABLE_INPUT);
    return readings.flatMap((own) => {
      const others = readings.filter((other) => other !== own);
      const usual = rateOf({ input: sumOf(others, ({ input }) => input), read: sumOf(others, ({ read }) => read) });
      if (usual - rateOf(own) < LEAST_CACHE_GAP) return [];
      return [finding(evidence, model, own, others, usual)];
    });
  });
}

function readingOf(agentType: string, sums: readonly PricedSum[]): Reading {
  return {
    agentType,
    calls: sums.reduce((all, { calls }) => all + calls, 0),
    input: sumOf(sums, ({ usage }) => usage.inputTokens),
    read: sumOf(sums, ({ usage }) => usage.cacheReadTokens),
    sums,
  };
}

/** 0 where there is no input. */
function rateOf({ input, read }: Pick<Reading, 'input' | 'read'>): number {
  return share(read, input) ?? 0;
}

function finding(
  evidence: CostEvidence,
  model: string,
  own: Reading,
  others: readonly Reading[],
  usual: number,
): Finding {
  const rate = rateOf(own);
  const best = Math.max(...others.map(rateOf));
  const { agentType, calls } = own;
  return {
    kind: 'cache_reuse',
    scope: { agentType, model },
    title: `Let ${agentType} read more of its input for ${model} from the cache`,
    runs: evidence.runs.filter((run) => run.agentType === agentType && run.model === model).length,
    calls,
    numbers: {
      cacheRate: rate,
      usualCacheRate: usual,
      bestCacheRate: best,
      inputTokens: Number(own.input),
      otherCalls: others.reduce((sum, other) => sum + other.calls, 0),
    },
    saving: {
      low: savedAt(own, (rate + usual) / 2),
      expected: savedAt(own, usual),
      high: savedAt(own, best),
    },
    assumption: `${agentType} can read as much of its input from caches as other agent types on ${model} do, and writes to them what it writes now`,
    confidence: `it reads ${percentText(rate)} of its input from caches in ${calls} calls, the others ${percentText(usual)}; low: half of that gap is closed, high: as the best of them, ${percentText(best)}`,
    links: [
      linkTo.whatIf(evidence, { agentType, model, cacheRate: String(usual) }),
      linkTo.report(evidence, { model, groupBy: 'agent_type' }),
    ],
  };
}

function savedAt({ sums }: Reading, rate: number): bigint {
  return sumOf(sums, ({ usage, cost, price }) =>
    cost === null || !price.priced ? 0n : cost - costOf(atCacheRate(usage, rate), price.rates),
  );
}
