import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import { CLOCK, LOGGER, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { Logger } from '../../platform/telemetry/logger.js';
import { RememberedReading } from '../../platform/telemetry/remembered-reading.js';
import { summariseCoverage } from './coverage-summary.js';
import type { CoverageSummary } from './report-telemetry-coverage.query.js';

/** An old gap is no news: the gauges tell of agents that were at work within this time. */
const RECENT_MS = 24 * 3_600_000;
const REMEMBERED_MS = 10_000;

const gauges: readonly {
  readonly name: string;
  readonly help: string;
  readonly value: (summary: CoverageSummary) => number | null;
}[] = [
  {
    name: 'orchestrate_telemetry_agents',
    help: 'Agents of which telemetry came within a day.',
    value: ({ agents }) => agents,
  },
  {
    name: 'orchestrate_telemetry_missing_records',
    help: 'Numbers missing among the records of agents at work within a day.',
    value: ({ missingRecords }) => missingRecords,
  },
  {
    name: 'orchestrate_telemetry_agents_with_gaps',
    help: 'Agents at work within a day among whose records numbers are missing.',
    value: ({ withGaps }) => withGaps,
  },
  {
    name: 'orchestrate_telemetry_agents_without_usage',
    help: 'Agents at work within a day that used tools and never told of tokens.',
    value: ({ withoutUsage }) => withoutUsage,
  },
  {
    name: 'orchestrate_telemetry_agents_usage_stopped',
    help: 'Agents at work within a day that went on using tools for an hour after they last told of tokens.',
    value: ({ usageStopped }) => usageStopped,
  },
  {
    name: 'orchestrate_telemetry_events_to_metrics_ratio',
    help: 'Tokens by events over tokens by metrics, of the agents at work within a day that have metrics; below 1, events are missing.',
    value: ({ ratio }) => ratio,
  },
];

/** How complete telemetry is, as gauges. They are read from the read model, so every replica shows the same. */
@Injectable()
export class CoverageGauges {
  constructor(
    @Inject(METRICS_REGISTRY) registry: Registry,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
    dataSource: DataSource,
  ) {
    const summary = new RememberedReading({ of: 'telemetry coverage', ms: REMEMBERED_MS }, clock, logger, (now) =>
      summariseCoverage(
        dataSource,
        new SqlConditions().between('last_at', new Date(now.getTime() - RECENT_MS).toISOString(), undefined),
      ),
    );
    for (const { name, help, value } of gauges) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const known = await summary.current();
          const now = known && value(known);
          // What is not known has no sample.
          if (now === undefined || now === null) this.remove();
          else this.set(now);
        },
      });
    }
  }
}
