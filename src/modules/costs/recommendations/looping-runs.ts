import { median } from 'simple-statistics';
import { between, groupedBy, sumOf, usd } from './amounts.js';
import { linkTo } from './evidence-links.js';
import { type CostEvidence, type Finding, type KnownRun, knownRuns } from './finding.js';
import { FEWEST_LOOPING_RUNS, FEWEST_RUNS, LOOPING_FACTOR } from './least-evidence.js';

const MOST_NAMED = 5;

/**
 * For each agent type and model: runs that cost, or used tools, many times as much as its runs usually do. On another
 * model the same work costs something else.
 */
export function loopingRuns(evidence: CostEvidence): readonly Finding[] {
  const known = knownRuns(evidence.runs).filter(({ model }) => model !== null);
  return groupedBy(known, ({ agentType, model }) => JSON.stringify([agentType, model])).flatMap(([key, runs]) => {
    if (runs.length < FEWEST_RUNS) return [];
    const [agentType, model] = JSON.parse(key) as [string, string];
    const usualCost = medianCost(runs);
    const usualToolCalls = median(runs.map(({ toolCalls }) => toolCalls));
    // Where most runs use no tools at all, many times that says nothing.
    const usesTools = usualToolCalls > 0;
    const looping = runs.filter(
      ({ cost, toolCalls }) =>
        cost > usualCost * BigInt(LOOPING_FACTOR) || (usesTools && toolCalls > usualToolCalls * LOOPING_FACTOR),
    );
    if (usualCost === 0n || looping.length < FEWEST_LOOPING_RUNS) return [];
    return [finding(evidence, { agentType, model, runs, looping, usualCost, usualToolCalls })];
  });
}

interface Outliers {
  readonly agentType: string;
  readonly model: string;
  readonly runs: readonly KnownRun[];
  readonly looping: readonly KnownRun[];
  readonly usualCost: bigint;
  readonly usualToolCalls: number;
}

function finding(
  evidence: CostEvidence,
  { agentType, model, runs, looping, usualCost, usualToolCalls }: Outliers,
): Finding {
  const beyond = (limit: bigint) => sumOf(looping, ({ cost }) => (cost > limit ? cost - limit : 0n));
  const sum = (of: (run: KnownRun) => number) => looping.reduce((all, run) => all + of(run), 0);
  const costliest = looping.toSorted((a, b) => (a.cost === b.cost ? 0 : a.cost > b.cost ? -1 : 1));
  return {
    kind: 'looping_runs',
    scope: { agentType, model },
    title: `Stop runs of ${agentType} on ${model} that go on and on`,
    runs: looping.length,
    calls: sum(({ calls }) => calls),
    numbers: {
      allRuns: runs.length,
      medianCost: usd(usualCost),
      medianToolCalls: usualToolCalls,
      loopingRunsCost: usd(sumOf(looping, ({ cost }) => cost)),
      toolCalls: sum(({ toolCalls }) => toolCalls),
      failedToolCalls: sum(({ failedToolCalls }) => failedToolCalls),
      costliestRuns: costliest
        .slice(0, MOST_NAMED)
        .map(({ agentId }) => agentId)
        .join(', '),
    },
    saving: between(beyond(usualCost * BigInt(LOOPING_FACTOR)), beyond(usualCost)),
    assumption: `such runs are stopped, at ${LOOPING_FACTOR} times what a run of ${agentType} on ${model} usually costs (low) or at what it usually costs (high), and what they did afterwards was of no use`,
    confidence: `${looping.length} of ${runs.length} runs cost or used tools more than ${LOOPING_FACTOR} times the median; costs are known exactly, whether the tasks were harder is not`,
    links: [
      linkTo.agents(evidence, { type: agentType, model }),
      linkTo.report(evidence, { agentType, model, period: 'daily' }),
    ],
  };
}

/** Of an even number, the lower one of the middle. */
function medianCost(runs: readonly KnownRun[]): bigint {
  const costs = runs.map(({ cost }) => cost).toSorted((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  return costs[Math.floor((costs.length - 1) / 2)] ?? 0n;
}
