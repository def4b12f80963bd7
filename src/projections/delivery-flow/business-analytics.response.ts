import { z } from 'zod';
import { incidentSeverities } from '../../events/incident.events.js';
import { businessDefinitions } from './business-definitions.js';
import { calendarSteps } from './calendar-steps.js';
import { cadences } from './deployment-cadence.js';

const seconds = z.number().nullable();
const n = z.int().describe('How many it rests on; with 0 the values are null.');

const duration = z.object({ n, mean: seconds, p50: seconds, p75: seconds, p95: seconds });
export type Duration = z.infer<typeof duration>;
const rate = z.object({ n, count: z.int(), rate: z.number().nullable().describe('Count of n, 0 to 1.') });
export type Rate = z.infer<typeof rate>;

const agentOutcomes = z.object({
  type: z.string().nullable().describe('Null: nobody says.'),
  n: z.int().describe('Succeeded and failed.'),
  succeeded: z.int(),
  failed: z.int(),
  successRate: z.number().nullable(),
});
export type AgentOutcomes = z.infer<typeof agentOutcomes>;

const figures = z.object({
  pullRequests: z.object({
    cycleSeconds: duration,
    draftSeconds: duration.describe('Of the cycle, as a draft; of all merged ones, with 0 for those never a draft.'),
    readySeconds: duration.describe('Of the cycle, the rest.'),
    reviewTurnaroundSeconds: duration,
    mergeAfterApprovalSeconds: duration,
  }),
  stories: z.object({
    completionRate: rate,
    leadSeconds: duration,
    completed: z.int().describe('In the period, whenever they began.'),
  }),
  dora: z.object({
    deploymentFrequency: z.object({
      n: z.int(),
      perDay: z.number(),
      cadence: z.enum(cadences).nullable().describe('Null: there was no deployment.'),
    }),
    leadTimeForChangesSeconds: duration.extend({
      sources: z
        .object({ commit: z.int(), push: z.int(), pullRequest: z.int() })
        .describe('Changes by what they are measured from: the commit, its push, the opening of a pull request.'),
      deployments: rate.describe('Deployments whose changes are known, of all that succeeded.'),
    }),
    changeFailureRate: rate.extend({
      reasons: z.object({ failed: z.int(), rolledBack: z.int(), incident: z.int() }).describe('Each counted once.'),
    }),
    failedDeploymentRecoverySeconds: duration,
    deploymentReworkRate: rate,
  }),
  incidents: z.object({
    recoverySeconds: duration.describe('The mean is the MTTR.'),
    bySeverity: z
      .array(
        z.object({
          severity: z.enum(incidentSeverities).nullable().describe('Null: nobody says.'),
          n,
          mean: seconds,
        }),
      )
      .describe('Of those that have any, the gravest first.'),
  }),
  agents: z.array(agentOutcomes).describe('Those with the most runs first; at most 100.'),
});
export type BusinessFigures = z.infer<typeof figures>;

const median = z.object({ n, p50: seconds });

const point = z.object({
  start: z.string().describe('Start of the day or week in the time zone; the first begins with the period.'),
  pullRequestCycleSeconds: median,
  reviewTurnaroundSeconds: median,
  storiesCompleted: z.int(),
  deployments: z.int(),
  leadTimeForChangesSeconds: median,
  changeFailureRate: rate,
  failedDeploymentRecoverySeconds: median,
  incidentRecoverySeconds: z.object({ n, mean: seconds }),
});
export type BusinessPoint = z.infer<typeof point>;

export const businessAnalytics = z.object({
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  by: z.enum(calendarSteps),
  environments: z.array(z.string()).describe('What is taken for production.'),
  current: figures,
  previous: figures.extend({ from: z.string(), to: z.string() }).describe('The time before, of the same length.'),
  series: z.array(point),
  definitions: z.object(
    Object.fromEntries(Object.keys(businessDefinitions).map((name) => [name, z.string()])) as Record<
      keyof typeof businessDefinitions,
      z.ZodString
    >,
  ),
});
export type BusinessAnalytics = z.infer<typeof businessAnalytics>;
