/** What each number means, answered with the numbers: nobody should have to guess, or to believe another definition. */
export const businessDefinitions = {
  period:
    'A duration counts when it ends: a pull request when it is merged, a review when it is given, a story when it is ' +
    'completed, a deployment when it ends, a recovery when service is restored. The previous period is as long, and ends ' +
    'where this one begins.',
  pullRequestCycle:
    'From the opening of a pull request to its merge; of that apart, the time as a draft, and the rest.',
  reviewTurnaround:
    'From when the review could be given (asked for, ready for review, or opened, whichever came last) to the first verdict by anybody but the author, people and programs alike.',
  mergeAfterApproval: 'From the last approval that stood, by anybody but the author, to the merge.',
  storyCompletionRate:
    'Of the stories created in the period (first heard of, where nobody told of the creation), those that are completed now; ' +
    'blocked and skipped ones count as not completed.',
  storyLead: 'From the creation of a story, or the first work on it where that is not known, to its completion.',
  deploymentFrequency:
    "DORA's deployment frequency: successful deployments to production a day, and the step in which DORA asks for it.",
  leadTimeForChanges:
    "DORA's change lead time: from when a change was committed to when it was deployed to production, for each change that " +
    'came to production for the first time. A change is a commit of the branch since the last deployment; of one that ' +
    'merged a pull request, the opening counts where it was earlier (a squash has the time of the merge). Where no push told ' +
    'of the commit, it is the pull request, from its opening.',
  changeFailureRate:
    "DORA's change fail rate: of the deployments to production that ended (cancelled ones left out), those that failed, " +
    'timed out, were rolled back, or that an incident names.',
  failedDeploymentRecoveryTime:
    "DORA's failed deployment recovery time (since 2023; before, MTTR or time to restore service): from when the deployment " +
    'failed, or was live where it succeeded first, to the end of the incidents that name it; else to its rollback; else to ' +
    'the next successful deployment of the same service and repository to the same environment.',
  deploymentReworkRate:
    "DORA's deployment rework rate (since 2024): of the deployments to production that ended, those that came while an " +
    'earlier one of the same service and repository had failed and was not recovered from; known once it is.',
  incidentRecovery:
    'Mean time to recovery of incidents, whatever caused them: from the detection to the resolution; of one that came ' +
    'back, to the last resolution.',
  agents: 'Runs of agents that ended in the period, by type; success rate of those that succeeded or failed.',
} as const;
