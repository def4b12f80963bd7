import { describe, expect, it } from 'vitest';
import type { RunGroup } from './agent-analytics.response.js';
import { compareGroups } from './comparison.js';
import { wilsonInterval } from './proportions.js';
import { underperformersOf } from './underperformers.js';

const group = (key: string, succeeded: number, failed: number, p95?: number): RunGroup => ({
  key,
  runs: succeeded + failed,
  succeeded,
  failed,
  terminated: 0,
  open: 0,
  successRate: succeeded + failed > 0 ? succeeded / (succeeded + failed) : null,
  successRateInterval: wilsonInterval({ successes: succeeded, trials: succeeded + failed }),
  executionSeconds: p95 === undefined ? null : { p50: 1, p95, p99: p95, runs: succeeded + failed },
  activeSeconds: null,
  tokensPerSuccessfulRun: null,
  modelCalls: 0,
  failedCallRate: null,
  retryRate: null,
  toolCalls: 0,
  qualityScore: null,
  reviewedPullRequests: 0,
  topErrors: [],
});

describe('two kinds of runs compared', () => {
  it('says which succeeds more often when that is significant', () => {
    expect(compareGroups(group('opus', 45, 5), group('haiku', 30, 20))).toMatchObject({
      significant: true,
      statement:
        'significant: opus succeeds more often, 90.0 % of opus against 60.0 % of haiku; 50 and 50 runs, p = 0.00053',
    });
    expect(compareGroups(group('haiku', 30, 20), group('opus', 45, 5)).statement).toMatch(/^significant: opus /);
  });

  it('says that it is not, with how many runs there were, or that there were too few to tell', () => {
    expect(compareGroups(group('a', 6, 6), group('b', 9, 6))).toMatchObject({
      significant: false,
      statement: 'not significant: 12 and 15 runs, 50.0 % of a against 60.0 % of b, p = 0.6',
    });
    expect(compareGroups(group('a', 2, 1), group('b', 4, 0))).toMatchObject({
      significant: null,
      z: null,
      pValue: null,
      statement:
        'not significant: 3 and 4 runs are too few to tell (at least 5 successes and 5 failures must be expected of each)',
    });
    expect(compareGroups(group('a', 0, 0), group('b', 4, 0))).toMatchObject({
      difference: null,
      statement: 'not known: 0 and 4 runs have succeeded or failed',
    });
  });
});

describe('who does worse than the fleet', () => {
  const fleet = group('fleet', 90, 10, 100);

  it('is named with the rule that says so', () => {
    const named = underperformersOf([group('poor', 10, 10, 201), group('good', 40, 1, 200)], fleet);
    expect(named).toEqual([
      {
        key: 'poor',
        rule: 'success_rate_below_fleet',
        reason: "its success rate is at most 70.1 % (95 % interval, 10 of 20 runs), the fleet's is 90.0 %",
      },
      {
        key: 'poor',
        rule: 'slower_than_fleet',
        reason: "one in twenty of its 20 runs takes more than 201 s, above 2 times the fleet's 100 s",
      },
    ]);
  });

  it('is nobody of whom too little is known', () => {
    expect(underperformersOf([group('few', 1, 1, 900), group('none', 0, 0)], fleet)).toEqual([]);
    expect(underperformersOf([group('poor', 1, 20)], group('fleet', 0, 0))).toEqual([]);
  });

  it('is nobody by a handful of failed runs', () => {
    const failing = [1, 4, 5].map((runs) => group(`${runs} failed`, 0, runs));
    expect(underperformersOf(failing, fleet).map(({ key }) => key)).toEqual(['5 failed']);
  });
});
