import { wilsonInterval } from '../../../projections/agent-runs/index.js';
import { groupedBy, partsOf, percentText, share, sumOf, usd } from './amounts.js';
import { linkTo } from './evidence-links.js';
import { type CostEvidence, type Finding, type KnownRun, knownRuns } from './finding.js';
import { AVOIDABLE, FEWEST_FAILED_RUNS, FEWEST_RUNS } from './least-evidence.js';

/** For each agent type: the kind of error whose failed runs have cost the most. */
export function failingRuns(evidence: CostEvidence): readonly Finding[] {
  return groupedBy(knownRuns(evidence.runs), ({ agentType }) => agentType).flatMap(([agentType, runs]) => {
    const judged = runs.filter(({ outcome }) => outcome === 'succeeded' || outcome === 'failed');
    const failed = judged.filter(({ outcome }) => outcome === 'failed');
    const [costliest] = groupedBy(failed, ({ errorClass }) => errorClass ?? 'unexplained')
      .map(([errorClass, own]) => ({ errorClass, own, cost: sumOf(own, ({ cost }) => cost) }))
      .filter(({ own }) => own.length >= FEWEST_FAILED_RUNS)
      .sort((a, b) => (a.cost === b.cost ? (a.errorClass < b.errorClass ? -1 : 1) : a.cost > b.cost ? -1 : 1));
    if (!costliest || judged.length < FEWEST_RUNS) return [];
    return [finding(evidence, agentType, judged, failed, costliest)];
  });
}

function finding(
  evidence: CostEvidence,
  agentType: string,
  judged: readonly KnownRun[],
  failed: readonly KnownRun[],
  { errorClass, own, cost }: { readonly errorClass: string; readonly own: readonly KnownRun[]; readonly cost: bigint },
): Finding {
  const interval = wilsonInterval({ successes: failed.length, trials: judged.length });
  return {
    kind: 'failing_runs',
    scope: { agentType, errorClass },
    title: `Find out why ${agentType} fails with ${errorClass}`,
    runs: own.length,
    calls: own.reduce((sum, run) => sum + run.calls, 0),
    numbers: {
      finishedRuns: judged.length,
      failedRuns: failed.length,
      failedRunsCost: usd(sumOf(failed, (run) => run.cost)),
      failedRunsOfError: own.length,
      failedRunsOfErrorCost: usd(cost),
      shareOfCost: share(
        cost,
        sumOf(judged, (run) => run.cost),
      ),
    },
    saving: partsOf(cost, AVOIDABLE),
    assumption: `half of what runs that failed with ${errorClass} cost can be avoided; low: a quarter, high: all`,
    confidence: interval
      ? `${failed.length} of ${judged.length} runs failed, ${percentText(interval.low)} to ${percentText(interval.high)} (Wilson, 95 %); their cost is known exactly, how much of it can be avoided is not`
      : '',
    links: [linkTo.agents(evidence, { type: agentType }), linkTo.report(evidence, { agentType, groupBy: 'model' })],
  };
}
