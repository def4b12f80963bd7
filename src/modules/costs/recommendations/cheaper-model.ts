import { SIGNIFICANCE_LEVEL, twoProportionTest, wilsonInterval } from '../../../projections/agent-runs/index.js';
import { groupedBy, percentText, perOne, share, sumOf, usd } from './amounts.js';
import { linkTo } from './evidence-links.js';
import { type CostEvidence, type Finding, type KnownRun, knownRuns } from './finding.js';
import { FEWEST_RUNS, MOST_SUCCESS_LOST } from './least-evidence.js';

/** How the runs of one type on one model went, and what they cost. */
interface Standing {
  readonly model: string;
  readonly successes: number;
  readonly trials: number;
  readonly calls: number;
  readonly cost: bigint;
  readonly interval: { readonly low: number; readonly high: number };
}

const MILLIONTHS = 1_000_000;

/** For each agent type and model: the model that does the same work for the least money, if there is one. */
export function cheaperModels(evidence: CostEvidence): readonly Finding[] {
  const judged = knownRuns(evidence.runs).filter(({ outcome }) => outcome === 'succeeded' || outcome === 'failed');
  return groupedBy(judged, ({ agentType }) => agentType).flatMap(([agentType, runs]) => {
    const standings = groupedBy(runs, ({ model }) => model).flatMap(([model, own]) => standingOf(model, own));
    return standings.flatMap((current) => {
      const alternatives = standings.filter((other) => isCheaper(other, current) && isNoWorse(other, current));
      const best = alternatives.reduce<Standing | undefined>(
        (cheapest, other) => (cheapest === undefined || isCheaper(other, cheapest) ? other : cheapest),
        undefined,
      );
      return best ? [finding(evidence, agentType, current, best)] : [];
    });
  });
}

function standingOf(model: string | null, runs: readonly KnownRun[]): readonly Standing[] {
  const successes = runs.filter(({ outcome }) => outcome === 'succeeded').length;
  const interval = wilsonInterval({ successes, trials: runs.length });
  if (model === null || runs.length < FEWEST_RUNS || successes === 0 || interval === null) return [];
  const calls = runs.reduce((sum, run) => sum + run.calls, 0);
  return [{ model, successes, trials: runs.length, calls, cost: sumOf(runs, ({ cost }) => cost), interval }];
}

/** What a success costs, the failures on the way included. */
function isCheaper(one: Standing, other: Standing): boolean {
  return one.cost * BigInt(other.successes) < other.cost * BigInt(one.successes);
}

/** Not significantly worse; and, since few runs show little, not much worse even at the lower end of what it may be. */
function isNoWorse(other: Standing, current: Standing): boolean {
  const test = twoProportionTest(other, current);
  if (test.kind === 'tested' && test.z < 0 && test.pValue < SIGNIFICANCE_LEVEL) return false;
  return other.interval.low >= current.successes / current.trials - MOST_SUCCESS_LOST;
}

function finding(evidence: CostEvidence, agentType: string, current: Standing, other: Standing): Finding {
  const rate = (standing: Standing) => share(standing.successes, standing.trials);
  return {
    kind: 'cheaper_model',
    scope: { agentType, model: current.model, toModel: other.model },
    title: `Run ${agentType} on ${other.model} instead of ${current.model}`,
    runs: current.trials + other.trials,
    calls: current.calls + other.calls,
    numbers: {
      runs: current.trials,
      successRate: rate(current),
      costPerSuccess: usd(perOne(current.cost, current.successes)),
      otherRuns: other.trials,
      otherSuccessRate: rate(other),
      otherCostPerSuccess: usd(perOne(other.cost, other.successes)),
    },
    saving: {
      low: savedAt(current, other, other.interval.low),
      expected: current.cost - (other.cost * BigInt(current.successes)) / BigInt(other.successes),
      high: savedAt(current, other, other.interval.high),
    },
    assumption: `${other.model} does the tasks that ${current.model} did as well as those that it was given, at the same cost for each run`,
    confidence: confidenceOf(current, other),
    links: [
      linkTo.agents(evidence, { type: agentType, by: 'model', compare: `${current.model},${other.model}` }),
      linkTo.whatIf(evidence, { agentType, model: current.model, to: other.model }),
    ],
  };
}

/** If the other model succeeds so often, and as many successes are wanted. May be below 0. */
function savedAt(current: Standing, other: Standing, rate: number): bigint {
  const successes = BigInt(Math.round(rate * other.trials * MILLIONTHS));
  return current.cost - (other.cost * BigInt(current.successes) * BigInt(MILLIONTHS)) / successes;
}

function confidenceOf(current: Standing, other: Standing): string {
  const test = twoProportionTest(other, current);
  const z =
    test.kind === 'tested'
      ? `${other.model} does not succeed significantly less often (two-proportion z-test, p = ${Number(test.pValue.toPrecision(2))})`
      : 'successes or failures are too few for a z-test';
  const { low, high } = other.interval;
  return `${z}; it succeeds in ${percentText(low)} to ${percentText(high)} of runs (Wilson, 95 %); the range of the saving is that of this interval`;
}
