import type { Period } from './delivery-types';

/** Whether every number of a period rests on nothing. */
export function nothingEnded({ pullRequests, stories, dora, incidents }: Period): boolean {
  const parts: readonly { readonly n: number }[] = [
    ...Object.values(pullRequests),
    stories.completionRate,
    stories.leadSeconds,
    dora.deploymentFrequency,
    dora.leadTimeForChangesSeconds,
    dora.changeFailureRate,
    dora.failedDeploymentRecoverySeconds,
    dora.deploymentReworkRate,
    incidents.recoverySeconds,
  ];
  return stories.completed === 0 && parts.every(({ n }) => n === 0);
}
