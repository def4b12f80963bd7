import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { incidentSeverities } from '../../events/incident.events.js';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK, LOGGER, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { Logger } from '../../platform/telemetry/logger.js';
import { RememberedReading } from '../../platform/telemetry/remembered-reading.js';
import type { Duration } from './business-analytics.response.js';
import { figuresOf } from './business-figures.mapper.js';
import { DeliveryMeasures } from './delivery-measures.service.js';

/** One look at the tables serves for some scrapes: 30 days change slowly. */
const REMEMBERED_MS = 60_000;
const WINDOW_MS = 30 * 86_400_000;
/** What a fleet calls its agents is its own text: beyond so many types, the ones with the fewest runs are left out. */
const MOST_TYPES = 50;

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | null;
}

const gauges = {
  storyCompletion: {
    name: 'orchestrate_story_completion_rate',
    help: 'Of the stories created in the last 30 days, the part that is completed, 0 to 1.',
    labelNames: [],
  },
  agentSuccess: {
    name: 'orchestrate_agent_success_rate',
    help: 'Of the runs that succeeded or failed in the last 30 days, the part that succeeded, 0 to 1.',
    labelNames: ['agent_type'],
  },
  mttr: {
    name: 'orchestrate_mttr_seconds',
    help: 'Mean time from detection to resolution of the incidents that were resolved in the last 30 days.',
    labelNames: ['severity'],
  },
  frequency: {
    name: 'orchestrate_deployment_frequency_per_day',
    help: 'Successful deployments to production a day, over the last 30 days.',
    labelNames: [],
  },
  leadTime: {
    name: 'orchestrate_lead_time_for_changes_seconds',
    help: 'Time from the commit of a change to its deployment to production, of the last 30 days.',
    labelNames: ['quantile'],
  },
  changeFailure: {
    name: 'orchestrate_change_failure_rate',
    help: 'Of the deployments to production that ended in the last 30 days, the part that failed, 0 to 1.',
    labelNames: [],
  },
  recovery: {
    name: 'orchestrate_failed_deployment_recovery_seconds',
    help: 'Time from the failure of a deployment to production to the recovery, of the last 30 days.',
    labelNames: ['quantile'],
  },
  rework: {
    name: 'orchestrate_deployment_rework_rate',
    help: 'Of the deployments to production that ended in the last 30 days, the part that mended a failed one, 0 to 1.',
    labelNames: [],
  },
  mergeWait: {
    name: 'orchestrate_merge_after_approval_seconds',
    help: 'Time from the last approval of a pull request to its merge, of the last 30 days.',
    labelNames: ['quantile'],
  },
} as const;
type Samples = Readonly<Record<keyof typeof gauges, readonly Sample[]>>;

/**
 * What no single event tells, as gauges over the last 30 days; the rest are histograms of the metrics projection. It is
 * read from the read model, so every replica shows the same.
 */
@Injectable()
export class DeliveryGauges {
  constructor(
    @Inject(METRICS_REGISTRY) registry: Registry,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
    private readonly measures: DeliveryMeasures,
  ) {
    const samples = new RememberedReading({ of: 'delivery', ms: REMEMBERED_MS }, clock, logger, (now) =>
      this.read(now.getTime()),
    );
    for (const [of, { name, help, labelNames }] of Object.entries(gauges)) {
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          const known = await samples.current();
          // What is not known has no sample; a gauge without labels is reset to 0, which would be one.
          this.reset();
          if (labelNames.length === 0) this.remove();
          for (const { labels, value } of known?.[of as keyof Samples] ?? []) {
            if (value !== null) this.set({ ...labels }, value);
          }
        },
      });
    }
  }

  private async read(now: number): Promise<Samples> {
    const period = { from: new Date(now - WINDOW_MS), to: new Date(now) };
    const { current } = await this.measures.of(period, period.from, [period.from]);
    const { stories, dora, agents, incidents, pullRequests } = figuresOf(current, WINDOW_MS);
    const severities = [...incidentSeverities, 'unknown'];
    return {
      storyCompletion: [{ labels: {}, value: stories.completionRate.rate }],
      agentSuccess: agents
        .slice(0, MOST_TYPES)
        .map(({ type, successRate }) => ({ labels: { agent_type: type ?? 'unknown' }, value: successRate })),
      mttr: severities.map((severity) => ({
        labels: { severity },
        value: incidents.bySeverity.find((one) => one.severity === severity)?.mean ?? null,
      })),
      frequency: [{ labels: {}, value: dora.deploymentFrequency.perDay }],
      leadTime: quantilesOf(dora.leadTimeForChangesSeconds),
      changeFailure: [{ labels: {}, value: dora.changeFailureRate.rate }],
      recovery: quantilesOf(dora.failedDeploymentRecoverySeconds),
      rework: [{ labels: {}, value: dora.deploymentReworkRate.rate }],
      mergeWait: quantilesOf(pullRequests.mergeAfterApprovalSeconds),
    };
  }
}

function quantilesOf({ p50, p75, p95 }: Duration): readonly Sample[] {
  return Object.entries({ 0.5: p50, 0.75: p75, 0.95: p95 }).map(([quantile, value]) => ({
    labels: { quantile },
    value,
  }));
}
