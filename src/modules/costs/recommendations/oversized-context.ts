import { quantile } from 'simple-statistics';
import { between, groupedBy, partOf, share, sumOf, usd } from './amounts.js';
import { linkTo } from './evidence-links.js';
import { type CostEvidence, type Finding, type KnownRun, knownRuns } from './finding.js';
import { FEWEST_RUNS, OVERSIZED_FACTOR } from './least-evidence.js';

/** For each agent type and model: runs whose calls carry many times the input that its calls usually carry. */
export function oversizedContexts(evidence: CostEvidence): readonly Finding[] {
  const runs = knownRuns(evidence.runs).filter(({ calls, model }) => calls > 0 && model !== null);
  return groupedBy(runs, ({ agentType, model }) => JSON.stringify([agentType, model])).flatMap(([key, own]) => {
    if (own.length < FEWEST_RUNS) return [];
    const [agentType, model] = JSON.parse(key) as [string, string];
    const sizes = own.map(inputPerCall);
    const [usual, p95] = [quantile(sizes, 0.5), quantile(sizes, 0.95)];
    if (usual <= 0 || p95 <= OVERSIZED_FACTOR * usual) return [];
    return [finding(evidence, { agentType, model, runs: own, usual, p95 })];
  });
}

interface Spread {
  readonly agentType: string;
  readonly model: string;
  readonly runs: readonly KnownRun[];
  /** Input tokens per call. */
  readonly usual: number;
  readonly p95: number;
}

function finding(evidence: CostEvidence, { agentType, model, runs, usual, p95 }: Spread): Finding {
  const limit = OVERSIZED_FACTOR * usual;
  const large = runs.filter((run) => inputPerCall(run) > limit);
  const beyond = (size: number) => sumOf(large, (run) => partOf(run.inputCost, 1 - size / inputPerCall(run)));
  return {
    kind: 'oversized_context',
    scope: { agentType, model, sign: 'spread' },
    title: `Give ${agentType} less input for each call of ${model}`,
    runs: large.length,
    calls: large.reduce((sum, run) => sum + run.calls, 0),
    numbers: {
      allRuns: runs.length,
      medianInputPerCall: Math.round(usual),
      p95InputPerCall: Math.round(p95),
      inputCost: usd(sumOf(large, ({ inputCost }) => inputCost)),
      shareOfRuns: share(large.length, runs.length),
    },
    saving: between(beyond(limit), beyond(usual)),
    assumption: `calls of those runs do with ${OVERSIZED_FACTOR} times the usual input (low) or with the usual input (high), at the same price for each token`,
    confidence: `of ${runs.length} runs the median carries ${Math.round(usual)} input tokens per call, one in twenty more than ${Math.round(p95)}; whether they needed it is not known`,
    links: [
      linkTo.report(evidence, { agentType, model, period: 'daily' }),
      linkTo.agents(evidence, { type: agentType, model }),
    ],
  };
}

function inputPerCall({ inputTokens, calls }: KnownRun): number {
  return Number(inputTokens) / calls;
}
