import { describe, expect, it } from 'vitest';
import type { Period } from './delivery-types';
import { nothingEnded } from './nothing-ended';

const times = { n: 0, mean: null, p50: null, p75: null, p95: null };
const rate = { n: 0, count: 0, rate: null };
const nothing: Period = {
  pullRequests: {
    cycleSeconds: times,
    draftSeconds: times,
    readySeconds: times,
    reviewTurnaroundSeconds: times,
    mergeAfterApprovalSeconds: times,
  },
  stories: { completed: 0, completionRate: rate, leadSeconds: times },
  dora: {
    deploymentFrequency: { n: 0, perDay: 0, cadence: null },
    leadTimeForChangesSeconds: {
      ...times,
      deployments: rate,
      sources: { commits: 0, pull_request_opened: 0, deployed_commit: 0 } as never,
    },
    changeFailureRate: { ...rate, reasons: {} as never },
    failedDeploymentRecoverySeconds: times,
    deploymentReworkRate: rate,
  },
  incidents: { recoverySeconds: times, bySeverity: [] as never },
};

describe('a period of delivery', () => {
  it('in which nothing ended', () => {
    expect(nothingEnded(nothing)).toBe(true);
  });

  it('in which something did', () => {
    const { pullRequests, stories, dora } = nothing;
    const reviewed = { ...pullRequests, reviewTurnaroundSeconds: { ...times, n: 1 } };
    expect(nothingEnded({ ...nothing, pullRequests: reviewed })).toBe(false);
    expect(nothingEnded({ ...nothing, stories: { ...stories, completed: 1 } })).toBe(false);
    const failed = { ...dora, changeFailureRate: { ...dora.changeFailureRate, n: 1 } };
    expect(nothingEnded({ ...nothing, dora: failed })).toBe(false);
  });
});
