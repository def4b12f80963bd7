import type { Comparison, RunGroup } from './agent-analytics.response.js';
import { EXPECTED_AT_LEAST, type Proportion, SIGNIFICANCE_LEVEL, twoProportionTest } from './proportions.js';

/** Whether two kinds of runs differ in how often they succeed, and whether that is more than chance. */
export function compareGroups(one: RunGroup, other: RunGroup): Comparison {
  const [first, second] = [one, other].map((group): Proportion => ({
    successes: group.succeeded,
    trials: group.succeeded + group.failed,
  })) as [Proportion, Proportion];
  const keys = [String(one.key), String(other.key)];
  const test = twoProportionTest(first, second);
  const runs = `${first.trials} and ${second.trials} runs`;
  if (test.kind === 'no_trials') {
    const statement = `not known: ${runs} have succeeded or failed`;
    return { keys, difference: null, z: null, pValue: null, significant: null, statement };
  }
  const difference = first.successes / first.trials - second.successes / second.trials;
  if (test.kind === 'too_few') {
    const needed = `at least ${EXPECTED_AT_LEAST} successes and ${EXPECTED_AT_LEAST} failures must be expected of each`;
    const statement = `not significant: ${runs} are too few to tell (${needed})`;
    return { keys, difference, z: null, pValue: null, significant: null, statement };
  }
  const significant = test.pValue < SIGNIFICANCE_LEVEL;
  const rates = `${percent(first)} of ${keys[0]} against ${percent(second)} of ${keys[1]}`;
  const statement = significant
    ? `significant: ${difference > 0 ? keys[0] : keys[1]} succeeds more often, ${rates}; ${runs}, ${chance(test.pValue)}`
    : `not significant: ${runs}, ${rates}, ${chance(test.pValue)}`;
  return { keys, difference, z: test.z, pValue: test.pValue, significant, statement };
}

function percent({ successes, trials }: Proportion): string {
  return `${((100 * successes) / trials).toFixed(1)} %`;
}

function chance(pValue: number): string {
  return pValue < 0.0001 ? 'p < 0.0001' : `p = ${Number(pValue.toPrecision(2))}`;
}
