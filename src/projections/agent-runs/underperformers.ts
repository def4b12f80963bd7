import type { RunGroup, RunStatistics, Underperformer } from './agent-analytics.response.js';

/** So many times the fleet's p95 is slow. */
const SLOW_FACTOR = 2;
/** With fewer, a rate is an anecdote: one run that failed makes 0 %, whatever the interval says. */
const FEWEST_RUNS_OF_A_RATE = 5;
/** With fewer runs, a p95 is little more than the slowest run. */
const FEWEST_RUNS_OF_A_P95 = 20;

/** Who does worse than the fleet by more than chance, each with the rule that says so. */
export function underperformersOf(groups: readonly RunGroup[], fleet: RunStatistics): readonly Underperformer[] {
  return groups.flatMap((group) => [...failsMore(group, fleet), ...isSlower(group, fleet)]);
}

/** Of enough finished runs, even the upper end of what its success rate may be is below the fleet's rate. */
function failsMore(group: RunGroup, fleet: RunStatistics): readonly Underperformer[] {
  const high = group.successRateInterval?.high;
  const finished = group.succeeded + group.failed;
  if (high === undefined || finished < FEWEST_RUNS_OF_A_RATE) return [];
  if (fleet.successRate === null || high >= fleet.successRate) return [];
  const reason =
    `its success rate is at most ${percent(high)} (95 % interval, ${group.succeeded} of ${finished} runs), ` +
    `the fleet's is ${percent(fleet.successRate)}`;
  return [{ key: group.key, rule: 'success_rate_below_fleet', reason }];
}

/** The slowest twentieth of its runs takes more than twice as long as the fleet's. */
function isSlower(group: RunGroup, fleet: RunStatistics): readonly Underperformer[] {
  const [own, all] = [group.executionSeconds, fleet.executionSeconds];
  if (own === null || all === null || own.runs < FEWEST_RUNS_OF_A_P95 || own.p95 <= SLOW_FACTOR * all.p95) return [];
  const reason =
    `one in twenty of its ${own.runs} runs takes more than ${seconds(own.p95)}, ` +
    `above ${SLOW_FACTOR} times the fleet's ${seconds(all.p95)}`;
  return [{ key: group.key, rule: 'slower_than_fleet', reason }];
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`;
}

function seconds(value: number): string {
  return `${Number(value.toFixed(1))} s`;
}
