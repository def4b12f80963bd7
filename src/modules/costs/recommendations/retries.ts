import { groupedBy, partsOf, share, sumOf, usd } from './amounts.js';
import { linkTo } from './evidence-links.js';
import { type CostEvidence, type Finding, type KnownRun, knownRuns } from './finding.js';
import { AVOIDABLE, FEWEST_RETRIES } from './least-evidence.js';

/** For each agent type: what its failed model calls cost that were followed by another. */
export function retriedCalls(evidence: CostEvidence): readonly Finding[] {
  return groupedBy(knownRuns(evidence.runs), ({ agentType }) => agentType).flatMap(([agentType, runs]) => {
    const retried = runs.filter(({ retries }) => retries > 0);
    const retries = retried.reduce((sum, run) => sum + run.retries, 0);
    if (retries < FEWEST_RETRIES) return [];
    return [finding(evidence, agentType, runs, retried, retries)];
  });
}

function finding(
  evidence: CostEvidence,
  agentType: string,
  runs: readonly KnownRun[],
  retried: readonly KnownRun[],
  retries: number,
): Finding {
  const calls = runs.reduce((sum, run) => sum + run.calls, 0);
  const cost = sumOf(retried, retriedCost);
  return {
    kind: 'retries',
    scope: { agentType },
    title: `Find out why model calls of ${agentType} fail and are made again`,
    runs: retried.length,
    calls,
    numbers: {
      allRuns: runs.length,
      retries,
      retryRate: share(retries, calls),
      failedCalls: retried.reduce((sum, run) => sum + run.failedCalls, 0),
      retriedCallsCost: usd(cost),
    },
    saving: partsOf(cost, AVOIDABLE),
    assumption:
      'half of what failed calls cost that were followed by another can be avoided; low: a quarter, high: all',
    confidence: `${retries} failed calls were followed by another, in ${retried.length} of ${runs.length} runs; what failed calls cost comes of the tokens that were told of them`,
    links: [linkTo.agents(evidence, { type: agentType, by: 'model' })],
  };
}

/** Of the run's failed calls, the last may have been followed by none: then it is taken to have cost the mean. */
function retriedCost({ failedCallsCost, retries, failedCalls }: KnownRun): bigint {
  return failedCalls === 0 ? 0n : (failedCallsCost * BigInt(retries)) / BigInt(failedCalls);
}
