import { incidentSeverities } from '../../events/incident.events.js';
import type { AgentOutcomes, BusinessFigures, BusinessPoint, Duration, Rate } from './business-analytics.response.js';
import { cadenceOf } from './deployment-cadence.js';

/** One measure of one step or period; counts come as text. */
export interface MeasuredRow {
  readonly measure: string;
  readonly step: number | null;
  readonly is_current: boolean | null;
  readonly rows: string;
  readonly timed: string;
  readonly hits: string;
  readonly mean: number | null;
  readonly quantiles: readonly [number, number, number] | null;
}

export interface AgentOutcomesRow {
  readonly type: string | null;
  readonly is_current: boolean;
  readonly succeeded: string;
  readonly failed: string;
}

/** What was measured of one step or period, by name; what was not is empty. */
export class Measured {
  private readonly rows: ReadonlyMap<string, MeasuredRow>;

  constructor(rows: readonly MeasuredRow[]) {
    this.rows = new Map(rows.map((row) => [row.measure, row]));
  }

  duration(measure: string): Duration {
    const row = this.rows.get(measure);
    const mean = row?.mean ?? null;
    const [p50 = null, p75 = null, p95 = null] = (row?.quantiles ?? []).map(toMilliseconds);
    return { n: Number(row?.timed ?? 0), mean: mean === null ? null : toMilliseconds(mean), p50, p75, p95 };
  }

  median(measure: string) {
    const { n, p50 } = this.duration(measure);
    return { n, p50 };
  }

  count(measure: string): number {
    return Number(this.rows.get(measure)?.rows ?? 0);
  }

  rate(measure: string): Rate {
    const [n, count] = [this.count(measure), Number(this.rows.get(measure)?.hits ?? 0)];
    return { n, count, rate: n > 0 ? count / n : null };
  }
}

/** What was measured is no finer; what is finer than that is only how binary fractions are added. */
function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}

const DAY_MS = 86_400_000;
const MOST_TYPES = 100;

/** The whole of a period. */
export interface MeasuredPeriod {
  readonly measured: Measured;
  readonly agents: readonly AgentOutcomesRow[];
}

/** The figures of a period of that length. */
export function figuresOf({ measured, agents }: MeasuredPeriod, lengthMs: number): BusinessFigures {
  const deployments = measured.count('deployment');
  const perDay = deployments / (lengthMs / DAY_MS);
  return {
    pullRequests: {
      cycleSeconds: measured.duration('pull_request_cycle'),
      draftSeconds: measured.duration('pull_request_draft'),
      readySeconds: measured.duration('pull_request_ready'),
      reviewTurnaroundSeconds: measured.duration('review_turnaround'),
      mergeAfterApprovalSeconds: measured.duration('merge_after_approval'),
    },
    stories: {
      completionRate: measured.rate('story_completion'),
      leadSeconds: measured.duration('story_lead'),
      completed: measured.count('story_lead'),
    },
    dora: {
      deploymentFrequency: { n: deployments, perDay, cadence: deployments === 0 ? null : cadenceOf(perDay) },
      leadTimeForChangesSeconds: {
        ...measured.duration('lead_time'),
        sources: {
          commit: measured.count('change_by_commit'),
          push: measured.count('change_by_push'),
          pullRequest: measured.count('change_by_pull_request'),
        },
        deployments: measured.rate('changes_known'),
      },
      changeFailureRate: {
        ...measured.rate('change_failure'),
        reasons: {
          failed: measured.count('failure_failed'),
          rolledBack: measured.count('failure_rolled_back'),
          incident: measured.count('failure_incident'),
        },
      },
      failedDeploymentRecoverySeconds: measured.duration('deployment_recovery'),
      deploymentReworkRate: measured.rate('rework'),
    },
    incidents: {
      recoverySeconds: measured.duration('incident_recovery'),
      bySeverity: ([...incidentSeverities, null] as const).flatMap((severity) => {
        const { n, mean } = measured.duration(`incident_recovery_${severity ?? 'unknown'}`);
        return n > 0 ? [{ severity, n, mean }] : [];
      }),
    },
    agents: agents.slice(0, MOST_TYPES).map(outcomesOf),
  };
}

function outcomesOf({ type, ...row }: AgentOutcomesRow): AgentOutcomes {
  const [succeeded, failed] = [Number(row.succeeded), Number(row.failed)];
  const n = succeeded + failed;
  return { type, n, succeeded, failed, successRate: n > 0 ? succeeded / n : null };
}

export function pointOf(start: Date, measured: Measured): BusinessPoint {
  const { n, mean } = measured.duration('incident_recovery');
  return {
    start: start.toISOString(),
    pullRequestCycleSeconds: measured.median('pull_request_cycle'),
    reviewTurnaroundSeconds: measured.median('review_turnaround'),
    storiesCompleted: measured.count('story_lead'),
    deployments: measured.count('deployment'),
    leadTimeForChangesSeconds: measured.median('lead_time'),
    changeFailureRate: measured.rate('change_failure'),
    failedDeploymentRecoverySeconds: measured.median('deployment_recovery'),
    incidentRecoverySeconds: { n, mean },
  };
}
